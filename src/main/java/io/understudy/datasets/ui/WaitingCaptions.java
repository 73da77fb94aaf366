package io.understudy.datasets.ui;

import io.understudy.datasets.intake.CaptionFile;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.text.Formats;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Captions that wait for their pictures, as many as a session may hold; several uploads add to them at once. */
class WaitingCaptions {
    static final int MOST = 20_000;
    private static final int MOST_CHARACTERS = 8_000_000;

    private List<CaptionFile> files = new ArrayList<>();
    private long characters;

    /** @throws DomainException.RuleViolation when they are too many together with those that wait */
    synchronized void add(Collection<CaptionFile> more) {
        if (files.size() + more.size() > MOST || characters + length(more) > MOST_CHARACTERS) {
            throw new DomainException.RuleViolation("at most " + Formats.count(MOST)
                    + " captions can wait for their pictures: split it, or add it again when the others are read");
        }
        putBack(more);
    }

    /** They had their place before. */
    synchronized void putBack(Collection<CaptionFile> taken) {
        files.addAll(taken);
        characters += length(taken);
    }

    synchronized List<CaptionFile> take(Predicate<CaptionFile> wanted) {
        List<CaptionFile> taken = new ArrayList<>();
        List<CaptionFile> left = new ArrayList<>();
        files.forEach(file -> (wanted.test(file) ? taken : left).add(file));
        files = left;
        characters -= length(taken);
        return taken;
    }

    private static long length(Collection<CaptionFile> some) {
        return some.stream()
                .mapToLong(file -> file.path().length() + file.text().length())
                .sum();
    }
}
