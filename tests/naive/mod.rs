//! A second, deliberately simple-minded judge, and everything that throws random cases at both.

pub mod evaluator;
pub mod generate;
pub mod held;
pub mod large;
pub mod number_line;
pub mod plain_rule;
pub mod route_lists;
pub mod route_scan;
pub mod sample_texts;
pub mod shown;
pub mod sketch;
pub mod slow_findings;
pub mod slow_fixes;
pub mod worlds;
pub mod worlds_of_paste;
