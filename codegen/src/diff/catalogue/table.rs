//! Declares tables of rules. Must not know any rule.

/// Writes a table of rules: each is a constant, and all are in `ALL`.
macro_rules! table {
    (@verdict $wire:ident, $reason:literal $(; $($more:tt)+)?) => {
        $crate::diff::catalogue::Verdict::Always(table!(@judgement $wire, $reason))
    };
    (
        @verdict request $request:ident, $why:literal; response $response:ident, $because:literal
        $(; $($more:tt)+)?
    ) => {
        $crate::diff::catalogue::Verdict::ByDirection {
            request: table!(@judgement $request, $why),
            response: table!(@judgement $response, $because),
        }
    };
    (@judgement $wire:ident, $reason:literal) => {
        $crate::diff::catalogue::Judgement { wire: $crate::diff::Wire::$wire, reason: $reason }
    };
    (@callers callers $rust:ident, $reason:literal $($rest:tt)*) => {
        Some($crate::diff::catalogue::Callers { rust: $crate::diff::Rust::$rust, reason: $reason })
    };
    (@callers $other:tt $($rest:tt)*) => { table!(@callers $($rest)*) };
    (@callers) => { None };
    (@security security) => { true };
    (@security $other:tt $($rest:tt)*) => { table!(@security $($rest)*) };
    (@security) => { false };
    ($($name:ident = $id:literal: $meaning:literal { $($verdict:tt)+ })+) => {
        $(
            #[doc = $meaning]
            pub const $name: $crate::diff::catalogue::Rule = $crate::diff::catalogue::Rule {
                id: $id,
                meaning: $meaning,
                verdict: table!(@verdict $($verdict)+),
                callers: table!(@callers $($verdict)+),
                security: table!(@security $($verdict)+),
            };
        )+
        /// All of this table.
        pub const ALL: &[$crate::diff::catalogue::Rule] = &[$($name),+];
    };
}
