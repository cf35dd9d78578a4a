//! Union-find over small numbers.

/// Sets that can be joined.
pub(crate) struct Union(Vec<usize>);

impl Union {
    /// `n` sets of one.
    pub fn new(n: usize) -> Self {
        Union((0..n).collect())
    }

    fn root(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    /// Joins the sets of `a` and `b`; the smaller number stays the root, so that the order of joining is without
    /// effect.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }

    /// The sets, each in ascending order, ordered by their smallest member.
    pub fn groups(mut self) -> Vec<Vec<usize>> {
        let mut at = vec![usize::MAX; self.0.len()];
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for i in 0..self.0.len() {
            let root = self.root(i);
            if at[root] == usize::MAX {
                at[root] = groups.len();
                groups.push(Vec::new());
            }
            groups[at[root]].push(i);
        }
        groups
    }
}
