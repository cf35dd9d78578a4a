//! The best row of tags, by Viterbi over whole numbers: the same on every machine.

use super::model::Model;
use super::tag::{TAGS, Tag};

/// Far below any score that weights can add up to.
const NEVER: i32 = i32::MIN / 4;

/// The score of a tag that a word cannot have.
pub(super) const BARRED: i32 = -1_000_000;

/// Finds the best tags for words with these scores (see [`Model::add`] for their order), and for each word the lead of its tag's name kind: by how much
/// the best row beats the best row that gives the word another kind (or none).
pub(super) fn best(model: &Model<'_>, scores: &[[i32; 8]]) -> (Vec<Tag>, Vec<i32>) {
    let n = scores.len();
    let mut before = vec![[NEVER; 8]; n];
    let mut from = vec![[0u8; 8]; n];
    for i in 0..n {
        for (to, tag) in Tag::ALL.iter().enumerate() {
            if i == 0 {
                if tag.may_follow(None) {
                    before[0][to] = model.transition(TAGS, to) + scores[0][to + 1];
                }
                continue;
            }
            let (mut best, mut best_from) = (NEVER, 0);
            for (prior, prior_tag) in Tag::ALL.iter().enumerate() {
                let score = before[i - 1][prior] + model.transition(prior, to);
                if score > best && tag.may_follow(Some(*prior_tag)) {
                    (best, best_from) = (score, prior);
                }
            }
            before[i][to] = best + scores[i][to + 1];
            from[i][to] = best_from as u8;
        }
    }
    let mut tags = vec![Tag::Outside; n];
    let Some(last) = before.last() else {
        return (tags, Vec::new());
    };
    let mut to = (0..TAGS).rev().max_by_key(|t| last[*t]).unwrap_or(0);
    for i in (0..n).rev() {
        tags[i] = Tag::ALL[to];
        to = from[i][to] as usize;
    }
    let leads = leads(model, scores, &before, &tags);
    (tags, leads)
}

fn leads(model: &Model<'_>, scores: &[[i32; 8]], before: &[[i32; 8]], tags: &[Tag]) -> Vec<i32> {
    let n = scores.len();
    let mut after = [0i32; 8];
    let mut leads = vec![0; n];
    for i in (0..n).rev() {
        let (mut own, mut other) = (NEVER, NEVER);
        for (t, tag) in Tag::ALL.iter().enumerate() {
            let whole = before[i][t] + after[t];
            let side = if tag.kind() == tags[i].kind() {
                &mut own
            } else {
                &mut other
            };
            *side = (*side).max(whole);
        }
        leads[i] = own - other;
        let mut next = [NEVER; 8];
        for (prior, prior_tag) in Tag::ALL.iter().enumerate() {
            for (t, tag) in Tag::ALL.iter().enumerate() {
                if tag.may_follow(Some(*prior_tag)) {
                    let score = model.transition(prior, t) + scores[i][t + 1] + after[t];
                    next[prior] = next[prior].max(score);
                }
            }
        }
        after = next;
    }
    leads
}
