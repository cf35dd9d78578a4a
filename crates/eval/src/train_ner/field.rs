//! A linear-chain conditional random field, trained by stochastic gradient (AdaGrad) with features dropped at random.

use super::chance::Chance;
use mahdar_reader::tagger::{ModelBuilder, TAGS, Tag};

/// One sentence ready for training.
#[derive(Debug)]
pub struct Example {
    /// For each word: the slots of its features.
    pub slots: Vec<Vec<u32>>,
    /// Index of each word's tag.
    pub tags: Vec<u8>,
    /// How much it counts.
    pub weight: f32,
}

/// How training goes.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How often each sentence is seen.
    pub epochs: u32,
    /// First step width.
    pub rate: f32,
    /// Pull towards zero.
    pub decay: f32,
    /// Share of features hidden in each step, so that no single word carries all.
    pub drop: f32,
}

type Row = [f32; 8];

/// Weights while they are learnt.
#[derive(Debug)]
pub struct Field {
    weights: Vec<Row>,
    squares: Vec<Row>,
    /// `[before][tag]`; row 7 is the beginning.
    transitions: [Row; 8],
    transition_squares: [Row; 8],
}

/// Stands for zero probability.
const NEVER: f32 = -1e9;

fn allowed(before: usize, tag: usize) -> bool {
    Tag::ALL[tag].may_follow(Tag::ALL.get(before).copied())
}

fn log_sum(values: &Row) -> f32 {
    let most = values[..TAGS].iter().copied().fold(f32::MIN, f32::max);
    most + values[..TAGS].iter().map(|v| (v - most).exp()).sum::<f32>().ln()
}

impl Field {
    /// A field that knows nothing, for `slots` features.
    pub fn new(slots: usize) -> Self {
        Field {
            weights: vec![[0.0; 8]; slots],
            squares: vec![[1e-4; 8]; slots],
            transitions: [[0.0; 8]; 8],
            transition_squares: [[1e-4; 8]; 8],
        }
    }

    /// Learns from `examples`; calls `report` after each epoch with the mean loss of a word.
    pub fn train(&mut self, examples: &[Example], plan: Plan, mut report: impl FnMut(u32, f64)) {
        let mut chance = Chance(7);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        for epoch in 0..plan.epochs {
            chance.shuffle(&mut order);
            let (mut loss, mut words) = (0.0, 0usize);
            for at in &order {
                loss += f64::from(self.learn(&examples[*at], plan, &mut chance));
                words += examples[*at].tags.len();
            }
            report(epoch, loss / words.max(1) as f64);
        }
    }

    fn learn(&mut self, example: &Example, plan: Plan, chance: &mut Chance) -> f32 {
        let n = example.tags.len();
        let keep = 1.0 / (1.0 - plan.drop);
        let mut kept: Vec<Vec<u32>> = Vec::with_capacity(n);
        let mut scores = vec![[0f32; 8]; n];
        for (slots, score) in example.slots.iter().zip(&mut scores) {
            let here: Vec<u32> = slots
                .iter()
                .copied()
                .filter(|_| chance.share() >= plan.drop)
                .collect();
            for slot in &here {
                for (s, w) in score.iter_mut().zip(&self.weights[*slot as usize]) {
                    *s += w * keep;
                }
            }
            kept.push(here);
        }
        let (forward, backward) = self.sums(&scores);
        let total = log_sum(&forward[n - 1]);
        let mut steps = [[0f32; 8]; 8];
        let mut gold_score = 0.0;
        for i in 0..n {
            let tag = example.tags[i] as usize;
            let before = if i == 0 {
                TAGS
            } else {
                example.tags[i - 1] as usize
            };
            gold_score += scores[i][tag] + self.transitions[before][tag];
            steps[before][tag] -= 1.0;
            let mut gradient = [0f32; 8];
            for t in 0..TAGS {
                gradient[t] = (forward[i][t] + backward[i][t] - total).exp();
                if i == 0 {
                    steps[TAGS][t] += gradient[t];
                    continue;
                }
                for b in (0..TAGS).filter(|b| allowed(*b, t)) {
                    let pair =
                        forward[i - 1][b] + self.transitions[b][t] + scores[i][t] + backward[i][t] - total;
                    steps[b][t] += pair.exp();
                }
            }
            gradient[tag] -= 1.0;
            gradient[..TAGS]
                .iter_mut()
                .for_each(|g| *g *= keep * example.weight);
            for slot in &kept[i] {
                let slot = *slot as usize;
                descend(&mut self.weights[slot], &mut self.squares[slot], &gradient, plan);
            }
        }
        for (before, step) in steps.iter_mut().enumerate() {
            step.iter_mut().for_each(|g| *g *= example.weight);
            descend(
                &mut self.transitions[before],
                &mut self.transition_squares[before],
                step,
                plan,
            );
        }
        total - gold_score
    }

    fn sums(&self, scores: &[Row]) -> (Vec<Row>, Vec<Row>) {
        let n = scores.len();
        let mut forward = vec![[NEVER; 8]; n];
        let mut backward = vec![[0f32; 8]; n];
        for t in 0..TAGS {
            if allowed(TAGS, t) {
                forward[0][t] = self.transitions[TAGS][t] + scores[0][t];
            }
        }
        for i in 1..n {
            for t in 0..TAGS {
                let mut ways = [NEVER; 8];
                for b in (0..TAGS).filter(|b| allowed(*b, t)) {
                    ways[b] = forward[i - 1][b] + self.transitions[b][t];
                }
                forward[i][t] = log_sum(&ways) + scores[i][t];
            }
        }
        for i in (0..n - 1).rev() {
            for b in 0..TAGS {
                let mut ways = [NEVER; 8];
                for t in (0..TAGS).filter(|t| allowed(b, *t)) {
                    ways[t] = self.transitions[b][t] + scores[i + 1][t] + backward[i + 1][t];
                }
                backward[i][b] = log_sum(&ways);
            }
        }
        (forward, backward)
    }

    /// Rounds the weights to whole numbers, 128 points a unit of log probability, and writes them into `builder`.
    /// The few beyond a byte's range are cut to it.
    ///
    /// `boldness` is taken off each way to "outside": marked corpora miss more names than they mark in vain, and a
    /// model that has seen few names does so even more.
    pub fn round_into(&self, builder: &mut ModelBuilder, boldness: f32) {
        let scale = 128.0;
        for (slot, row) in self.weights.iter().enumerate() {
            let weights = std::array::from_fn(|t| (row[t] * scale).round().clamp(-127.0, 127.0) as i8);
            builder.weigh(slot as u32, weights);
        }
        for (before, row) in self.transitions.iter().enumerate() {
            for (tag, weight) in row[..TAGS].iter().enumerate() {
                let weight = if tag == 0 { weight - boldness } else { *weight };
                builder.transition(
                    before,
                    tag,
                    (weight * scale).round().clamp(-30_000.0, 30_000.0) as i16,
                );
            }
        }
    }
}

fn descend(weights: &mut Row, squares: &mut Row, gradient: &Row, plan: Plan) {
    for t in 0..8 {
        let g = gradient[t] + plan.decay * weights[t];
        squares[t] += g * g;
        weights[t] -= plan.rate * g / squares[t].sqrt();
    }
}
