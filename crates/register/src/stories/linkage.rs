//! Average linkage.

/// More documents than this in one linked heap are not compared all with all: the heap is cut in the order given.
const HEAP: usize = 600;

/// Joins the two nearest groups again and again while their members are alike at `least` on average. Groups and
/// members come in the order given; ties go to the earlier pair.
pub(super) fn average(count: usize, least: f64, alike: impl Fn(usize, usize) -> f64) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = Vec::new();
    for from in (0..count).step_by(HEAP) {
        let heap: Vec<usize> = (from..(from + HEAP).min(count)).collect();
        out.extend(heap_average(&heap, least, &alike));
    }
    out
}

fn heap_average(items: &[usize], least: f64, alike: &impl Fn(usize, usize) -> f64) -> Vec<Vec<usize>> {
    let n = items.len();
    let mut groups: Vec<Vec<usize>> = items.iter().map(|i| vec![*i]).collect();
    // Sums of likeness between groups; a group that was joined to another is empty.
    let mut sums = vec![vec![0.0f64; n]; n];
    for i in 0..n {
        for j in i + 1..n {
            let value = alike(items[i], items[j]);
            sums[i][j] = value;
            sums[j][i] = value;
        }
    }
    let mean = |groups: &[Vec<usize>], sums: &[Vec<f64>], i: usize, j: usize| {
        sums[i][j] / (groups[i].len() * groups[j].len()) as f64
    };
    // For each group its nearest later group; only what a join touches is looked for again.
    let nearest_of = |groups: &[Vec<usize>], sums: &[Vec<f64>], i: usize| -> Option<(f64, usize)> {
        (i + 1..n)
            .filter(|j| !groups[*j].is_empty())
            .map(|j| (mean(groups, sums, i, j), j))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
    };
    let mut nearest: Vec<Option<(f64, usize)>> = (0..n).map(|i| nearest_of(&groups, &sums, i)).collect();
    loop {
        let best = (0..n)
            .filter(|i| !groups[*i].is_empty())
            .filter_map(|i| nearest[i].map(|(value, j)| (value, i, j)))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some((_, i, j)) = best.filter(|b| b.0 >= least) else {
            break;
        };
        let joined = std::mem::take(&mut groups[j]);
        groups[i].extend(joined);
        groups[i].sort_unstable();
        let joined_sums = std::mem::take(&mut sums[j]);
        for (k, more) in joined_sums.into_iter().enumerate() {
            sums[i][k] += more;
            let both = sums[i][k];
            if let Some(other) = sums[k].get_mut(i) {
                *other = both;
            }
        }
        for (k, known) in nearest.iter_mut().enumerate() {
            let touched = k <= i || known.is_some_and(|(_, at)| at == i || at == j);
            if !groups[k].is_empty() && touched {
                *known = nearest_of(&groups, &sums, k);
            }
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}
