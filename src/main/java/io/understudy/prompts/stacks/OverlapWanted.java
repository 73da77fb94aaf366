package io.understudy.prompts.stacks;

/** Two files wait to be compared; published inside the transaction that wrote it down. */
record OverlapWanted(OverlapPair pair) {}
