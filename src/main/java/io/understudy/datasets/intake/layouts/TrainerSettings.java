package io.understudy.datasets.intake.layouts;

import io.understudy.datasets.images.PictureFileName;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.text.DecodedText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a trainer's settings say about folders: {@code concepts.json} of OneTrainer, {@code .toml} or {@code .json} of
 * kohya and {@code .yaml} or {@code .json} of ai-toolkit. Their paths are those of another machine, so folders are known
 * by their last names. Several threads may read and ask.
 */
public final class TrainerSettings {
    public static final int MAX_BYTES = 1 << 20;

    private static final Set<String> ENDINGS = Set.of("toml", "yaml", "yml");
    private static final int MOST_FOLDERS = 1_000;

    /** The folders of one file, with the folders in which the file itself lies. */
    private record Source(List<String> place, List<TrainedFolder> folders) {
        /** Pictures next to the file can only be those of its one folder, whatever that was called elsewhere. */
        Optional<TrainedFolder> only(List<String> pictures) {
            List<TrainedFolder> trained =
                    folders.stream().filter(TrainedFolder::isTrainedOn).toList();
            boolean one =
                    new HashSet<>(trained.stream().map(TrainedFolder::path).toList()).size() == 1;
            return one && place.equals(pictures) ? Optional.of(trained.getFirst()) : Optional.empty();
        }
    }

    private final List<TrainedFolder> folders = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Whether a file can hold nothing else. */
    public static boolean isOne(String path) {
        return ENDINGS.contains(PictureFileName.extension(path));
    }

    /**
     * Reads a file of settings; false when it speaks of no folder.
     *
     * @throws DomainException.RuleViolation when it cannot be read, as the end of a sentence that begins with its name
     */
    public synchronized boolean read(String path, byte[] bytes) {
        String name = PictureFileName.of(path).value();
        DecodedText decoded = DecodedText.of(bytes);
        SettingsReading reading = SettingsReading.of(name, SettingsFile.read(name, decoded.text()));
        if (reading.folders().isEmpty()) {
            return false;
        }
        if (folders.size() + reading.folders().size() > MOST_FOLDERS) {
            throw new DomainException.RuleViolation("it names more than " + MOST_FOLDERS + " folders");
        }
        reading.folders().forEach(this::add);
        sources.add(new Source(Folders.of(path), reading.folders()));
        notes.addAll(reading.notes());
        if (!decoded.isUnicode()) {
            notes.add(name + ": " + DecodedText.NOTE);
        }
        return true;
    }

    /** Whether a picture lies in one of the folders. */
    public synchronized boolean knows(String path) {
        return folderOf(path).isPresent();
    }

    /** Why a picture is not trained on as one of the character; empty when it is, and when no settings speak of it. */
    public synchronized Optional<String> leftOut(String path) {
        return folderOf(path).map(TrainedFolder::leftOut).filter(reason -> !reason.isEmpty());
    }

    /** What describes a picture that has no caption. */
    public synchronized UsualCaption caption(String path) {
        return folderOf(path).map(folder -> folder.usual().of(path)).orElse(UsualCaption.NONE);
    }

    /** Of the caption file that the trainer reads for a picture, without the dot; empty when no settings say it. */
    public synchronized String captionEnding(String path) {
        return folderOf(path).map(TrainedFolder::captionEnding).orElse("");
    }

    public synchronized Set<String> captionEndings() {
        return folders.stream()
                .map(TrainedFolder::captionEnding)
                .filter(ending -> !ending.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * How often a picture is shown in an epoch: as these settings say, with which trainers read no number in the name
     * of a folder, else as its folder says in kohya's way. Empty when neither does, or it is no whole number.
     */
    public synchronized Optional<Integer> repeats(String path) {
        return ownRepeats(path).or(() -> KohyaFolder.of(path).map(KohyaFolder::repeats));
    }

    /** A sentence about a folder of kohya's layout whose number gives way to these settings; empty for any other. */
    public synchronized Optional<String> outranked(String path) {
        return KohyaFolder.of(path)
                .flatMap(folder -> ownRepeats(path)
                        .filter(times -> times != folder.repeats())
                        .map(times -> "The number of the folder “" + folder.name() + "” was not taken for repeats,"
                                + " because trainers take them from the settings: there, an epoch shows each of its"
                                + " pictures " + (times == 1 ? "once" : times + " times")));
    }

    private Optional<Integer> ownRepeats(String path) {
        return folderOf(path).filter(TrainedFolder::isTrainedOn).flatMap(TrainedFolder::wholeRepeats);
    }

    public synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    /** Of several that may be meant, one that is left out: its pictures never count for the character by mistake. */
    private Optional<TrainedFolder> folderOf(String path) {
        List<String> on = Folders.of(path);
        List<TrainedFolder> holding =
                folders.stream().filter(folder -> folder.holds(on, false)).toList();
        List<TrainedFolder> surely =
                holding.stream().filter(folder -> folder.holds(on, true)).toList();
        List<TrainedFolder> meant = surely.isEmpty() ? holding : surely;
        return meant.stream()
                .filter(folder -> !folder.isTrainedOn())
                .findFirst()
                .or(() -> meant.stream().findFirst())
                .or(() -> sources.stream()
                        .flatMap(source -> source.only(on).stream())
                        .findFirst());
    }

    /** A folder that is named twice is left out only if it is both times. */
    private void add(TrainedFolder folder) {
        boolean trainedOn =
                folders.stream().anyMatch(other -> other.path().equals(folder.path()) && other.isTrainedOn());
        if (!trainedOn) {
            folders.removeIf(other -> other.path().equals(folder.path()));
            folders.add(folder);
        }
    }
}
