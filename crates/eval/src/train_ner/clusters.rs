//! Word clusters learnt from running text: words that stand between the same words are of one cluster.
//!
//! Neighbour counts, weighted by positive pointwise mutual information, are reduced to short vectors (randomised
//! range finder, Halko and others 2011), and the vectors grouped by spherical k-means.

use super::chance::Chance;
use anyhow::{Context, Result};
use flate2::read::MultiGzDecoder;
use mahdar_text::{Text, TokenKind};
use rustc_hash::FxHashMap;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// A word of the running text.
#[derive(Debug, Clone)]
pub struct Word {
    /// Folded.
    pub folded: String,
    /// How often it occurs.
    pub count: u32,
    /// Its fine cluster, from 0.
    pub fine: u16,
}

/// Words with their clusters.
#[derive(Debug, Default)]
pub struct Clusters {
    /// The most frequent words.
    pub words: Vec<Word>,
    /// The coarse cluster (from 1) of each fine one.
    pub coarse: Vec<u8>,
}

const VOCABULARY: usize = 90_000;
const LEAST: u32 = 6;
/// Neighbours that are told apart; all others are one.
const NEIGHBOURS: u32 = 3_000;
const WIDTH: usize = 64;
const FINE: usize = 768;
const COARSE: usize = 96;
const ROUNDS: usize = 12;

type Vector = [f32; WIDTH];

#[derive(serde::Deserialize)]
struct Line {
    text: String,
}

/// Learns clusters from a JSON Lines file (gzip) with a `text` a line.
pub fn learn(path: &Path) -> Result<Clusters> {
    let (words, running) = read(path)?;
    let matrix = Matrix::new(&running, words.len());
    drop(running);
    let vectors = reduce(&matrix, words.len());
    let all: Vec<usize> = (0..words.len()).collect();
    let (fine, centres) = group(&vectors, &all, FINE, 1);
    let centre_ids: Vec<usize> = (0..centres.len()).collect();
    let (coarse, _) = group(&centres, &centre_ids, COARSE, 2);
    Ok(Clusters {
        words: words
            .into_iter()
            .zip(fine)
            .map(|((folded, count), fine)| Word { folded, count, fine })
            .collect(),
        coarse: coarse.into_iter().map(|c| c as u8 + 1).collect(),
    })
}

/// A folded word and how often it occurs.
type Counted = (String, u32);

/// The vocabulary, most frequent first, and the text as its numbers: 0 ends a sentence, 1 is any other word.
fn read(path: &Path) -> Result<(Vec<Counted>, Vec<u32>)> {
    let mut counts: FxHashMap<String, u32> = FxHashMap::default();
    each_word(path, |word| {
        if let Some(word) = word {
            match counts.get_mut(word) {
                Some(count) => *count += 1,
                None => {
                    counts.insert(word.to_owned(), 1);
                }
            }
        }
    })?;
    let mut words: Vec<Counted> = counts.into_iter().filter(|(_, count)| *count >= LEAST).collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words.truncate(VOCABULARY);
    let ids: FxHashMap<&str, u32> = (2u32..)
        .zip(&words)
        .map(|(id, (word, _))| (word.as_str(), id))
        .collect();
    let mut running = Vec::new();
    each_word(path, |word| {
        running.push(word.map_or(0, |w| ids.get(w).copied().unwrap_or(1)));
    })?;
    Ok((words, running))
}

/// Calls `see` with each document's text of a JSON Lines file (gzip).
pub fn each_text(path: &Path, mut see: impl FnMut(&Text<'_>)) -> Result<()> {
    let file = std::fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    for line in BufReader::new(MultiGzDecoder::new(file)).lines() {
        let line: Line = serde_json::from_str(&line?)?;
        see(&Text::parse(&line.text));
    }
    Ok(())
}

/// Calls `see` with each folded word (all numbers are `0`) and with `None` after each sentence.
fn each_word(path: &Path, mut see: impl FnMut(Option<&str>)) -> Result<()> {
    each_text(path, |text| {
        for sentence in text.sentences() {
            for i in sentence.tokens() {
                see(Some(match text.kind(i) {
                    TokenKind::Number => "0",
                    _ => text.word(i),
                }));
            }
            see(None);
        }
    })
}

/// Rows are words, columns their left and right neighbours.
struct Matrix {
    /// For each row: where its cells begin.
    rows: Vec<usize>,
    cells: Vec<(u32, f32)>,
    columns: usize,
}

impl Matrix {
    fn new(running: &[u32], words: usize) -> Self {
        let column = |id: u32, side: u32| id.min(NEIGHBOURS + 1) * 2 + side;
        let mut pairs: Vec<u64> = Vec::with_capacity(running.len() * 2);
        for pair in running.windows(2) {
            let (left, right) = (pair[0], pair[1]);
            if left > 1 {
                pairs.push(u64::from(left - 2) << 32 | u64::from(column(right, 1)));
            }
            if right > 1 {
                pairs.push(u64::from(right - 2) << 32 | u64::from(column(left, 0)));
            }
        }
        pairs.sort_unstable();
        let columns = (NEIGHBOURS as usize + 2) * 2;
        let (mut row_sums, mut column_sums) = (vec![0f32; words], vec![0f32; columns]);
        for pair in &pairs {
            row_sums[(pair >> 32) as usize] += 1.0;
            column_sums[(pair & 0xFFFF_FFFF) as usize] += 1.0;
        }
        // Rare neighbours would weigh too much: their shares are smoothed (Levy and others 2015).
        let smooth: Vec<f32> = column_sums.iter().map(|s| s.powf(0.75)).collect();
        let all: f32 = smooth.iter().sum();
        let mut out = Matrix {
            rows: Vec::with_capacity(words + 1),
            cells: Vec::new(),
            columns,
        };
        let mut at = 0;
        for (row, row_sum) in row_sums.iter().enumerate() {
            out.rows.push(out.cells.len());
            while at < pairs.len() && (pairs[at] >> 32) as usize == row {
                let pair = pairs[at];
                let next = at + pairs[at..].iter().take_while(|p| **p == pair).count();
                let column = (pair & 0xFFFF_FFFF) as usize;
                let count = (next - at) as f32;
                let weight = (count * all / (row_sum * smooth[column])).ln();
                if weight > 0.0 {
                    out.cells.push((column as u32, weight));
                }
                at = next;
            }
        }
        out.rows.push(out.cells.len());
        out
    }

    fn row(&self, row: usize) -> &[(u32, f32)] {
        &self.cells[self.rows[row]..self.rows[row + 1]]
    }

    /// `M · x`
    fn times(&self, x: &[Vector]) -> Vec<Vector> {
        (0..self.rows.len() - 1)
            .map(|row| {
                let mut sum = [0f32; WIDTH];
                for (column, weight) in self.row(row) {
                    add(&mut sum, &x[*column as usize], *weight);
                }
                sum
            })
            .collect()
    }

    /// `Mᵀ · x`
    fn transposed_times(&self, x: &[Vector]) -> Vec<Vector> {
        let mut out = vec![[0f32; WIDTH]; self.columns];
        for (row, x) in x.iter().enumerate() {
            for (column, weight) in self.row(row) {
                add(&mut out[*column as usize], x, *weight);
            }
        }
        out
    }
}

fn add(sum: &mut Vector, x: &Vector, weight: f32) {
    for (s, x) in sum.iter_mut().zip(x) {
        *s += weight * x;
    }
}

fn dot(a: &Vector, b: &Vector) -> f32 {
    // Four partial sums, so that the loop can run in parallel lanes.
    let mut sums = [0f32; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for k in 0..8 {
            sums[k] += a[k] * b[k];
        }
    }
    sums.iter().sum()
}

fn unit(v: &mut Vector) {
    let length = dot(v, v).sqrt();
    if length > 0.0 {
        v.iter_mut().for_each(|x| *x /= length);
    }
}

/// Word vectors of unit length.
fn reduce(matrix: &Matrix, words: usize) -> Vec<Vector> {
    let mut chance = Chance(3);
    let mut basis: Vec<Vector> = (0..matrix.columns)
        .map(|_| std::array::from_fn(|_| chance.share() - 0.5))
        .collect();
    for _ in 0..3 {
        let image = matrix.times(&basis);
        basis = matrix.transposed_times(&image);
        orthogonalise(&mut basis);
    }
    let mut vectors = matrix.times(&basis);
    debug_assert_eq!(vectors.len(), words);
    // Between the plain projection and the whitened one: each direction is divided by the root of its strength.
    let mut strength = [0f32; WIDTH];
    for v in &vectors {
        for (s, x) in strength.iter_mut().zip(v) {
            *s += x * x;
        }
    }
    for v in &mut vectors {
        for (x, s) in v.iter_mut().zip(strength) {
            *x /= s.max(1e-9).powf(0.25);
        }
        unit(v);
    }
    vectors
}

/// Makes the columns of a tall matrix orthonormal (modified Gram–Schmidt).
fn orthogonalise(rows: &mut [Vector]) {
    for column in 0..WIDTH {
        for earlier in 0..column {
            let along: f32 = rows.iter().map(|r| r[column] * r[earlier]).sum();
            rows.iter_mut().for_each(|r| r[column] -= along * r[earlier]);
        }
        let length = rows
            .iter()
            .map(|r| r[column] * r[column])
            .sum::<f32>()
            .sqrt()
            .max(1e-9);
        rows.iter_mut().for_each(|r| r[column] /= length);
    }
}

/// Spherical k-means. Centres begin at items spread over `order`, which is by frequency.
fn group(vectors: &[Vector], order: &[usize], k: usize, seed: u64) -> (Vec<u16>, Vec<Vector>) {
    let mut chance = Chance(seed);
    let mut pool: Vec<usize> = order.iter().copied().take(k * 12).collect();
    chance.shuffle(&mut pool);
    let mut centres: Vec<Vector> = pool.iter().take(k).map(|i| vectors[*i]).collect();
    let mut member = vec![0u16; vectors.len()];
    for _ in 0..ROUNDS {
        let mut sums = vec![[0f32; WIDTH]; centres.len()];
        for (i, v) in vectors.iter().enumerate() {
            let (mut best, mut best_at) = (f32::MIN, 0);
            for (c, centre) in centres.iter().enumerate() {
                let near = dot(v, centre);
                if near > best {
                    (best, best_at) = (near, c);
                }
            }
            member[i] = best_at as u16;
            add(&mut sums[best_at], v, 1.0);
        }
        for (centre, sum) in centres.iter_mut().zip(&mut sums) {
            if dot(sum, sum) > 0.0 {
                unit(sum);
                *centre = *sum;
            }
        }
    }
    (member, centres)
}

impl Clusters {
    /// Writes them as tab-separated lines: coarse numbers first, then word, count, fine number.
    pub fn write(&self, path: &Path) -> Result<()> {
        let mut out = String::new();
        for coarse in &self.coarse {
            out.push_str(&format!("{coarse}\n"));
        }
        for word in &self.words {
            out.push_str(&format!("{}\t{}\t{}\n", word.folded, word.count, word.fine));
        }
        std::fs::write(path, out).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Reads what [`Clusters::write`] wrote.
    pub fn read(path: &Path) -> Result<Self> {
        let content =
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut out = Clusters::default();
        for line in content.lines() {
            let mut columns = line.split('\t');
            match (columns.next(), columns.next(), columns.next()) {
                (Some(coarse), None, None) => out.coarse.push(coarse.parse()?),
                (Some(folded), Some(count), Some(fine)) => out.words.push(Word {
                    folded: folded.to_owned(),
                    count: count.parse()?,
                    fine: fine.parse()?,
                }),
                _ => anyhow::bail!("{}: «{line}» is not a line of clusters", path.display()),
            }
        }
        Ok(out)
    }
}
