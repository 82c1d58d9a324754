//! Documented fixes: which there are, in which order the article tries them, which one helps here, and the proof.
