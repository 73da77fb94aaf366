package io.understudy.datasets.snapshots;

import io.understudy.datasets.SnapshotEntry;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobHash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What changed from one dataset to another; a picture is the same when its original has the same bytes.
 *
 * @param captions changed captions of pictures that are in both
 * @param repeats of pictures that are in both and are shown more or less often
 * @param reordered whether the pictures that are in both are in another order
 */
public record SnapshotDiff(
        List<SnapshotEntry> added,
        List<SnapshotEntry> removed,
        List<Caption> captions,
        List<Repeats> repeats,
        boolean reordered,
        TriggerWord triggerBefore,
        TriggerWord triggerAfter) {
    public record Caption(SnapshotEntry picture, String before, String after) {}

    public record Repeats(SnapshotEntry picture, int before, int after) {}

    static SnapshotDiff between(
            TriggerWord triggerBefore,
            List<SnapshotEntry> before,
            TriggerWord triggerAfter,
            List<SnapshotEntry> after) {
        Map<BlobHash, SnapshotEntry> old = byOriginal(before);
        Map<BlobHash, SnapshotEntry> fresh = byOriginal(after);
        List<SnapshotEntry> added =
                after.stream().filter(e -> !old.containsKey(e.original())).toList();
        List<SnapshotEntry> removed =
                before.stream().filter(e -> !fresh.containsKey(e.original())).toList();
        List<Caption> captions = new ArrayList<>();
        List<Repeats> repeats = new ArrayList<>();
        for (SnapshotEntry entry : after) {
            SnapshotEntry earlier = old.get(entry.original());
            if (earlier != null && !earlier.caption().equals(entry.caption())) {
                captions.add(new Caption(entry, earlier.caption(), entry.caption()));
            }
            if (earlier != null && earlier.repeats() != entry.repeats()) {
                repeats.add(new Repeats(entry, earlier.repeats(), entry.repeats()));
            }
        }
        List<BlobHash> orderBefore = before.stream()
                .map(SnapshotEntry::original)
                .filter(fresh::containsKey)
                .toList();
        List<BlobHash> orderAfter = after.stream()
                .map(SnapshotEntry::original)
                .filter(old::containsKey)
                .toList();
        return new SnapshotDiff(
                added,
                removed,
                captions,
                repeats,
                !Objects.equals(orderBefore, orderAfter),
                triggerBefore,
                triggerAfter);
    }

    public boolean triggerChanged() {
        return !triggerBefore.equals(triggerAfter);
    }

    public int count() {
        return added.size()
                + removed.size()
                + captions.size()
                + repeats.size()
                + (reordered ? 1 : 0)
                + (triggerChanged() ? 1 : 0);
    }

    /** In one line: {@code +4 pictures, −1 picture, 7 captions changed}. */
    public String inWords() {
        List<String> words = new ArrayList<>();
        if (!added.isEmpty()) {
            words.add("+" + counted(added.size(), "picture"));
        }
        if (!removed.isEmpty()) {
            words.add("−" + counted(removed.size(), "picture"));
        }
        if (!captions.isEmpty()) {
            words.add(counted(captions.size(), "caption") + " changed");
        }
        if (!repeats.isEmpty()) {
            words.add("repeats of " + counted(repeats.size(), "picture") + " changed");
        }
        if (reordered) {
            words.add("another order");
        }
        if (triggerChanged()) {
            words.add("trigger word “" + triggerBefore + "” became “" + triggerAfter + "”");
        }
        return words.isEmpty() ? "no change" : String.join(", ", words);
    }

    private static Map<BlobHash, SnapshotEntry> byOriginal(List<SnapshotEntry> entries) {
        Map<BlobHash, SnapshotEntry> map = new LinkedHashMap<>();
        entries.forEach(entry -> map.put(entry.original(), entry));
        return map;
    }

    private static String counted(int count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }
}
