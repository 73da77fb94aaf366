package io.understudy.prompts.stacks.overlap;

/** Two files wait to be compared; published inside the transaction that wrote it down. */
record OverlapRequested(OverlapPair pair) {}
