package io.understudy.datasets.intake;

import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.intake.ZipEntries.Named;
import io.understudy.datasets.intake.layouts.CaptionList;
import io.understudy.datasets.intake.layouts.KohyaFolder;
import io.understudy.datasets.intake.layouts.LeftOutPicture;
import io.understudy.datasets.intake.layouts.SidecarCaption;
import io.understudy.datasets.intake.layouts.TrainerSettings;
import io.understudy.datasets.intake.layouts.UsualCaption;
import io.understudy.datasets.snapshots.EpochCount;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.text.Formats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the folders, lists and settings in a zip say about its pictures. */
final class ZipLayout {
    @FunctionalInterface
    interface Reader {
        /** The bytes of an entry; empty when there are more. */
        Optional<byte[]> read(Named entry, int most) throws IOException;
    }

    private final Map<String, String> listed = new HashMap<>();
    private final Map<String, SidecarCaption> sidecars = new HashMap<>();
    private final Map<String, List<String>> sidecarNotes = new LinkedHashMap<>();
    private final TrainerSettings trainer = new TrainerSettings();
    private final List<Integer> repeats = new ArrayList<>();
    private final Set<String> asked = new HashSet<>();
    private final List<String> outranked = new ArrayList<>();
    private final List<String> textsLeft = new ArrayList<>();
    private final Set<String> plainFolders = new LinkedHashSet<>();
    private final Map<String, Integer> fromFolder = new LinkedHashMap<>();
    private final Map<String, Integer> fromSettings = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private final Set<String> exported;

    private ZipLayout(Set<String> exported) {
        this.exported = Set.copyOf(exported);
    }

    /** @param exported paths of pictures of which the list of an export says everything but the caption */
    static ZipLayout of(ZipEntries entries, Set<String> exported, Reader reader) throws IOException {
        ZipLayout layout = new ZipLayout(exported);
        boolean isExport = entries.pictures().stream().map(Named::path).allMatch(exported::contains);
        for (Named list : entries.lists()) {
            Optional<byte[]> bytes = reader.read(list, CaptionList.MAX_BYTES);
            bytes.ifPresent(found -> layout.add(list, CaptionList.read(list.name(), found)));
        }
        Set<String> stems = entries.pictures().stream()
                .map(picture -> ZipEntries.key(picture.path()))
                .collect(Collectors.toSet());
        List<String> unread = new ArrayList<>();
        for (Named file : entries.settings()) {
            if (isExport && TrainerSettings.isOne(file.path())) {
                // They were written for the trainer that the export is for, and speak of nothing else.
                continue;
            }
            String stem = SidecarCaption.pictureStem(file.path()).toLowerCase(Locale.ROOT);
            boolean sidecar = file.path().toLowerCase(Locale.ROOT).endsWith(".json") && stems.contains(stem);
            Optional<byte[]> bytes = reader.read(file, TrainerSettings.MAX_BYTES);
            if (bytes.isEmpty()) {
                continue;
            }
            if (sidecar) {
                layout.sidecars.put(stem, SidecarCaption.read(bytes.get()));
            } else if (!layout.readsList(file, bytes.get()) && !layout.readsSettings(file, bytes.get())) {
                unread.add(file.name());
            }
        }
        if (!unread.isEmpty()) {
            layout.notes.add("Not read, because they say nothing about single pictures: " + ZipEntries.names(unread));
        }
        layout.notes.addAll(layout.trainer.notes());
        layout.findElsewhere(entries.pictures());
        entries.readCaptions(layout.trainer.captionEndings());
        return layout;
    }

    private boolean readsList(Named file, byte[] bytes) {
        Optional<CaptionList> list = CaptionList.ofObject(file.name(), bytes);
        list.ifPresent(captions -> add(file, captions));
        return list.isPresent();
    }

    /** False when it says nothing; a file that cannot be read is named. */
    private boolean readsSettings(Named file, byte[] bytes) {
        try {
            return trainer.read(file.path(), bytes);
        } catch (DomainException.RuleViolation damaged) {
            notes.add(file.name() + " was not read: " + damaged.words());
            return true;
        }
    }

    private void add(Named list, CaptionList captions) {
        notes.addAll(captions.notes());
        int others = 0;
        for (Map.Entry<String, String> each : captions.captions().entrySet()) {
            String before = listed.putIfAbsent(ZipEntries.key(list.folder() + each.getKey()), each.getValue());
            others += before == null || before.equals(each.getValue()) ? 0 : 1;
        }
        if (others > 0) {
            notes.add(list.name() + ": captions of " + Formats.plural(others, "picture", "pictures")
                    + " were not read, because another list has them too");
        }
    }

    /** Lists that were made elsewhere name other folders: of several pictures that with most of these is meant. */
    private void findElsewhere(List<Named> pictures) {
        Map<String, Set<String>> byName = pictures.stream()
                .filter(picture -> leftOut(picture).isEmpty())
                .map(picture -> ZipEntries.key(picture.path()))
                .collect(Collectors.groupingBy(ZipEntries::shown, Collectors.toSet()));
        Set<String> held =
                pictures.stream().map(picture -> ZipEntries.key(picture.path())).collect(Collectors.toSet());
        Map<String, List<String>> found = new HashMap<>();
        for (String key : listed.keySet()) {
            if (!held.contains(key)) {
                nearest(key, byName.getOrDefault(ZipEntries.shown(key), Set.of()))
                        .filter(picture -> !listed.containsKey(picture))
                        .ifPresent(picture -> found.computeIfAbsent(picture, none -> new ArrayList<>())
                                .add(key));
            }
        }
        found.forEach((picture, keys) -> {
            String caption = keys.size() == 1 ? listed.remove(keys.getFirst()) : null;
            if (caption != null) {
                listed.put(picture, caption);
            }
        });
    }

    private static Optional<String> nearest(String key, Set<String> pictures) {
        Optional<String> nearest = Optional.empty();
        int most = -1;
        for (String picture : pictures) {
            int same = agreement(key, picture);
            if (same >= most) {
                nearest = same > most ? Optional.of(picture) : Optional.empty();
                most = same;
            }
        }
        return nearest;
    }

    /** How many names at the end of two paths are the same. */
    private static int agreement(String one, String other) {
        int same = 0;
        int left = one.length();
        int right = other.length();
        while (left > 0 && right > 0 && one.charAt(left - 1) == other.charAt(right - 1)) {
            left--;
            right--;
            same += one.charAt(left) == '/' ? 1 : 0;
        }
        return isStart(one, left) && isStart(other, right) ? same + 1 : same;
    }

    private static boolean isStart(String path, int name) {
        return name == 0 || path.charAt(name - 1) == '/';
    }

    /** Why a picture is none of the character; empty when it is one. */
    Optional<String> leftOut(Named picture) {
        return LeftOutPicture.reason(picture.path()).or(() -> trainer.leftOut(picture.path()));
    }

    /** Lists may speak of it, though it is left out. */
    void ask(Named picture) {
        asked.add(ZipEntries.key(picture.path()));
    }

    String captionEnding(Named picture) {
        return trainer.captionEnding(picture.path());
    }

    /** @param own what a caption file next to it says, or null: it counts more than lists and folders */
    String caption(Named picture, @Nullable String own) {
        ask(picture);
        String key = ZipEntries.key(picture.path());
        Optional<KohyaFolder> folder = KohyaFolder.of(picture.path());
        String inList = listed.getOrDefault(key, "");
        SidecarCaption sidecar = sidecars.getOrDefault(key, SidecarCaption.NONE);
        boolean wanted =
                own == null && inList.isBlank() || captionEnding(picture).equals("json");
        if (wanted && !sidecar.words().isBlank()) {
            if (own != null && !own.isEmpty()) {
                textsLeft.add(picture.name());
            }
            sidecar.notes()
                    .forEach(note -> sidecarNotes
                            .computeIfAbsent(note, none -> new ArrayList<>())
                            .add(picture.name()));
            return sidecar.words();
        }
        if (own != null) {
            String other = inList.isBlank() ? sidecar.words() : inList;
            if (!other.isBlank() && !CaptionText.clean(other).equals(own)) {
                outranked.add(picture.name());
            }
            return own;
        }
        if (exported.contains(picture.path())) {
            return inList;
        }
        String found = inList;
        if (found.isBlank()) {
            UsualCaption usual = trainer.caption(picture.path());
            found = usual.words();
            if (!usual.isEmpty()) {
                fromSettings.merge(usual.said(), 1, Integer::sum);
            }
        }
        if (found.isBlank() && folder.isPresent()) {
            // Trainers that have settings read no words in the names of folders.
            if (trainer.knows(picture.path())) {
                fromSettings.merge(folder.get().outranked(), 1, Integer::sum);
            } else {
                fromFolder.merge(folder.get().words(), 1, Integer::sum);
                found = folder.get().words();
            }
        }
        return found;
    }

    /** How often a trainer shows it in an epoch; null where neither its folder nor the settings say it. */
    @Nullable
    Integer repeats(Named picture) {
        Optional<Integer> shown = trainer.repeats(picture.path());
        repeats.add(shown.orElse(1));
        if (shown.isEmpty()) {
            KohyaFolder.plain(picture.path()).ifPresent(plainFolders::add);
        }
        trainer.outranked(picture.path()).ifPresent(plainFolders::add);
        return shown.orElse(null);
    }

    /** Keys of captions in lists for which there is no picture; to be asked when every picture has been looked at. */
    Set<String> missing() {
        Set<String> missing = new TreeSet<>(listed.keySet());
        missing.removeAll(asked);
        return missing;
    }

    /** To be asked when every picture has been looked at. */
    List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        Set<String> missing = missing();
        if (!missing.isEmpty()) {
            all.add("Captions of " + Formats.plural(missing.size(), "picture", "pictures")
                    + " that the zip does not hold were left out: "
                    + ZipEntries.names(missing.stream().map(ZipEntries::shown).toList()));
        }
        sidecarNotes.forEach((note, pictures) -> all.add(ZipEntries.names(pictures) + ": " + note));
        if (!textsLeft.isEmpty()) {
            all.add("Caption files of " + Formats.plural(textsLeft.size(), "picture", "pictures")
                    + " were not read, because the settings say that captions are in .json: "
                    + ZipEntries.names(textsLeft));
        }
        if (!outranked.isEmpty()) {
            all.add("Captions of lists or .json were not read for "
                    + Formats.plural(outranked.size(), "picture", "pictures")
                    + ", because a caption file next to a picture counts more: " + ZipEntries.names(outranked));
        }
        fromSettings.forEach((said, pictures) ->
                all.add(Formats.plural(pictures, "picture", "pictures") + " without caption " + said));
        fromFolder.forEach((words, pictures) -> all.add(Formats.plural(pictures, "picture", "pictures")
                + " without caption took the words of the folder, “" + words + "”, as kohya does"));
        all.addAll(plainFolders);
        EpochCount epoch = EpochCount.of(repeats);
        if (epoch.isRepeated()) {
            all.add("Repeats are kept for each picture: an epoch shows " + epoch.words());
        }
        return all;
    }
}
