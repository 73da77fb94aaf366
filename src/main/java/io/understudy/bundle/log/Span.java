package io.understudy.bundle.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Leaves in a row.
 *
 * @param first from 0
 * @param end behind the last
 */
public record Span(long first, long end) {
    public Span {
        if (first < 0 || end < first) {
            throw new IllegalArgumentException("There are no leaves from %d to %d.".formatted(first, end));
        }
    }

    public static Span firstLeaves(long size) {
        return new Span(0, size);
    }

    /** Whose roots prove that a leaf is in a tree, from the leaf's sibling up. */
    public static List<Span> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("A tree of %d leaves has no leaf %d.".formatted(size, index));
        }
        List<Span> proof = new ArrayList<>();
        long first = 0;
        long end = size;
        while (end - first > 1) {
            long middle = first + Long.highestOneBit(end - first - 1);
            if (index < middle) {
                proof.addFirst(new Span(middle, end));
                end = middle;
            } else {
                proof.addFirst(new Span(first, middle));
                first = middle;
            }
        }
        return proof;
    }

    /** Whose roots prove that a tree begins with the leaves of an older one. */
    public static List<Span> consistency(long oldSize, long size) {
        if (oldSize < 0 || oldSize > size) {
            throw new IllegalArgumentException(
                    "A tree of %d leaves is no older than one of %d.".formatted(oldSize, size));
        }
        List<Span> proof = new ArrayList<>();
        if (oldSize == 0) {
            return proof;
        }
        long first = 0;
        long end = size;
        while (oldSize < end) {
            long middle = first + Long.highestOneBit(end - first - 1);
            if (oldSize <= middle) {
                proof.addFirst(new Span(middle, end));
                end = middle;
            } else {
                proof.addFirst(new Span(first, middle));
                first = middle;
            }
        }
        if (first > 0) {
            proof.addFirst(new Span(first, end));
        }
        return proof;
    }
}
