package io.understudy.datasets.captions;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.captions.CaptionFilesResult.Outranked;
import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.images.Pictures;
import io.understudy.datasets.intake.Arrival;
import io.understudy.datasets.intake.ArrivalRepository;
import io.understudy.datasets.intake.CaptionFile;
import io.understudy.datasets.intake.WorkingSet;
import io.understudy.datasets.intake.ZipEntries;
import io.understudy.datasets.intake.layouts.CaptionList;
import io.understudy.datasets.intake.layouts.SidecarCaption;
import io.understudy.datasets.intake.layouts.TrainerSettings;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Captions that come as {@code .txt} files next to pictures that are in the dataset already or arrive with them. */
@Service
@MembersOnly
public class CaptionFileService {
    private final Pictures pictures;
    private final ArrivalRepository arrivals;
    private final CurrentActor actor;
    private final CaptionWriter writer;
    private final CaptionStepRepository repository;
    private final CharacterService characters;
    private final AuditEvents auditEvents;

    CaptionFileService(
            Pictures pictures,
            ArrivalRepository arrivals,
            CurrentActor actor,
            CaptionWriter writer,
            CaptionStepRepository repository,
            CharacterService characters,
            AuditEvents auditEvents) {
        this.pictures = pictures;
        this.arrivals = arrivals;
        this.actor = actor;
        this.writer = writer;
        this.repository = repository;
        this.characters = characters;
        this.auditEvents = auditEvents;
    }

    /**
     * Reads a caption file: a text in UTF-8, else UTF-16 or what Windows editors write, which a note says; the
     * {@code .json} next to a picture; or a list of many captions. Or the settings of a trainer, which hold no captions
     * of single pictures.
     *
     * @param settings receive what the file says about folders
     * @param notes receives what a person should know about a list of captions
     * @throws DomainException.RuleViolation when it is too long, or says nothing about pictures
     */
    public List<CaptionFile> read(String fileName, InputStream in, TrainerSettings settings, Consumer<String> notes)
            throws IOException {
        if (CaptionList.isOne(fileName)) {
            CaptionList list = CaptionList.read(
                    PictureFileName.of(fileName).value(), bytes(in, CaptionList.MAX_BYTES, "a list of captions"));
            if (list.captions().isEmpty()) {
                throw new DomainException.RuleViolation(
                        list.notes().isEmpty()
                                ? "it holds no captions"
                                : list.notes().getFirst());
            }
            return listed(fileName, list, notes);
        }
        if (TrainerSettings.isOne(fileName)) {
            if (!settings.read(fileName, bytes(in, TrainerSettings.MAX_BYTES, "settings of a trainer"))) {
                throw new DomainException.RuleViolation("it names no folder of pictures and was not read");
            }
            return List.of();
        }
        return PictureFileName.extension(fileName).equals("json")
                ? readJson(fileName, bytes(in, CaptionList.MAX_BYTES, "captions"), settings, notes)
                : List.of(file(
                        fileName,
                        bytes(in, IntakeLimits.CAPTION_BYTES, "a caption"),
                        fileName,
                        CaptionFile.Kind.SINGLE));
    }

    private static List<CaptionFile> readJson(
            String fileName, byte[] bytes, TrainerSettings settings, Consumer<String> notes) {
        SidecarCaption sidecar = SidecarCaption.read(bytes);
        if (!sidecar.words().isBlank()) {
            CaptionFile caption = file(
                    SidecarCaption.pictureStem(fileName) + ".json",
                    sidecar.words().getBytes(StandardCharsets.UTF_8),
                    fileName,
                    CaptionFile.Kind.SINGLE);
            for (String note : sidecar.notes()) {
                caption = caption.with(note);
            }
            return List.of(caption);
        }
        Optional<CaptionList> list =
                CaptionList.ofObject(PictureFileName.of(fileName).value(), bytes);
        if (list.isPresent()) {
            return listed(fileName, list.get(), notes);
        }
        if (bytes.length > TrainerSettings.MAX_BYTES || !settings.read(fileName, bytes)) {
            throw new DomainException.RuleViolation(
                    "it holds no caption for one picture (caption, prompt, text or tags),"
                            + " no list of captions and no folders of a trainer, and was not read");
        }
        return List.of();
    }

    private static List<CaptionFile> listed(String fileName, CaptionList list, Consumer<String> notes) {
        list.notes().forEach(notes);
        String folder = fileName.substring(0, Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        return list.captions().entrySet().stream()
                .map(each -> file(
                        folder + each.getKey(),
                        each.getValue().getBytes(StandardCharsets.UTF_8),
                        fileName,
                        CaptionFile.Kind.LISTED))
                .toList();
    }

    private static CaptionFile file(String picture, byte[] caption, String source, CaptionFile.Kind kind) {
        CaptionText.FromFile text = CaptionText.ofFile(caption);
        return new CaptionFile(picture, text.text(), text.note(), source, kind);
    }

    private static byte[] bytes(InputStream in, int most, String what) throws IOException {
        byte[] bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new DomainException.RuleViolation("it is too long for " + what);
        }
        return bytes;
    }

    /**
     * Gives pictures the captions of the files that are called like them. A picture that was sent together with its
     * caption comes before an older one of the same name, and keeps it: files of other folders do not replace it.
     *
     * @param sent pictures that came in the same upload, by {@linkplain ZipEntries#keys what their captions may be
     *     called}
     * @param precedence of the files of this upload
     * @param all whether no more of them come; until then a caption waits for the picture next to it
     */
    @Transactional
    public CaptionFilesResult take(
            CharacterId character,
            Collection<CaptionFile> files,
            Map<String, Set<BlobHash>> sent,
            CaptionPrecedence precedence,
            boolean all) {
        UUID me = actor.get().id();
        List<Arrival> arrived = arrivals.of(character);
        List<Picture> present = all ? pictures.present(character.value()) : besides(character, files, sent);
        // One that became a picture between the two questions is in both answers.
        Set<BlobHash> here = present.stream().map(Picture::original).collect(Collectors.toSet());
        List<Arrival> coming = arrived.stream()
                .filter(arrival -> arrival.isWaiting() && arrival.uploadedBy().equals(me))
                .filter(arrival -> !here.contains(arrival.original()))
                .toList();
        Named named = new Named(
                sent,
                all ? byNames(sent) : Map.of(),
                all,
                byNames(present, Picture::fileName),
                present.stream().collect(Collectors.groupingBy(Picture::original)),
                byNames(coming, Arrival::fileName),
                coming.stream().collect(Collectors.groupingBy(Arrival::original)));
        List<CaptionFile> unmatched = new ArrayList<>();
        List<Outranked> outranked = new ArrayList<>();
        Map<String, List<String>> notes = new LinkedHashMap<>();
        Map<Picture, CaptionChange> changes = new LinkedHashMap<>();
        // Those next to a picture first.
        List<CaptionFile> inOrder = precedence.sorted(files).stream()
                .sorted(Comparator.comparing((CaptionFile file) -> !named.isBeside(file)))
                .toList();
        for (CaptionFile file : inOrder) {
            boolean beside = named.isBeside(file);
            Match match = named.match(file);
            BlobHash original = match.original();
            if (original != null && !beside && precedence.hasOwn(original)) {
                unmatched.add(file);
                continue;
            }
            CaptionFile other = original == null ? null : precedence.other(original, file);
            if (other != null && precedence.isBefore(other, file)) {
                if (file.isUsual()) {
                    unmatched.add(file);
                } else if (!other.text().equals(file.text())) {
                    outranked.add(new Outranked(file, other));
                }
                continue;
            }
            if (original == null || !given(match, file, changes)) {
                unmatched.add(file);
                continue;
            }
            precedence.give(original, file, beside);
            if (other != null && !other.text().equals(file.text())) {
                outranked.add(new Outranked(other, file));
            }
            String note = file.note();
            if (note != null) {
                notes.computeIfAbsent(note, none -> new ArrayList<>()).add(file.name());
            }
        }
        writer.write(
                List.copyOf(changes.keySet()),
                changes.values().stream().map(CaptionChange::after).toList());
        if (!changes.isEmpty()) {
            auditEvents.publish(
                    "captions.imported",
                    WorkingSet.subject(characters.get(character)),
                    Map.of("captions", String.valueOf(changes.size())));
        }
        return new CaptionFilesResult(
                repository.push(character, "read captions from files", List.copyOf(changes.values())),
                notes.entrySet().stream()
                        .map(note -> ZipEntries.names(note.getValue()) + ": " + note.getKey())
                        .toList(),
                unmatched,
                outranked);
    }

    /** The pictures in the dataset that files of this upload are next to. */
    private List<Picture> besides(
            CharacterId character, Collection<CaptionFile> files, Map<String, Set<BlobHash>> sent) {
        Set<String> originals = files.stream()
                .flatMap(file -> sent.getOrDefault(file.pathKey(), Set.of()).stream())
                .map(BlobHash::hex)
                .collect(Collectors.toSet());
        return originals.isEmpty() ? List.of() : pictures.withHash(character.value(), originals);
    }

    /** Gives a picture, or one that is not in the dataset yet, its caption; false where it keeps its own. */
    private boolean given(Match match, CaptionFile file, Map<Picture, CaptionChange> changes) {
        Picture picture = match.picture();
        if (picture == null) {
            Arrival arrival = match.arrival();
            return arrival != null && file.replaces(arrival.caption()) && arrivals.caption(arrival.id(), file.text());
        }
        if (!file.replaces(picture.caption())) {
            return false;
        }
        if (!picture.caption().equals(file.text())) {
            changes.put(picture, CaptionChange.of(picture, file.text()));
        }
        return true;
    }

    private static <T> Map<String, List<T>> byNames(List<T> all, Function<T, String> name) {
        Map<String, List<T>> byNames = new HashMap<>();
        for (T each : all) {
            ZipEntries.keys(name.apply(each))
                    .forEach(key -> byNames.computeIfAbsent(key, none -> new ArrayList<>())
                            .add(each));
        }
        return byNames;
    }

    private static Map<String, Set<BlobHash>> byNames(Map<String, Set<BlobHash>> sent) {
        Map<String, Set<BlobHash>> byNames = new HashMap<>();
        sent.forEach((path, originals) -> byNames.computeIfAbsent(
                        PictureFileName.of(path).value(), none -> new HashSet<>())
                .addAll(originals));
        return byNames;
    }

    /** The one picture that a caption belongs to, in the dataset or on its way there; neither where it is not clear. */
    private record Match(
            @Nullable Picture picture, @Nullable Arrival arrival) {
        private static final Match NONE = new Match(null, null);

        @Nullable
        BlobHash original() {
            if (picture != null) {
                return picture.original();
            }
            return arrival == null ? null : arrival.original();
        }

        static Match of(@Nullable List<Picture> present, @Nullable List<Arrival> coming) {
            int pictures = present == null ? 0 : present.size();
            int arrivals = coming == null ? 0 : coming.size();
            return pictures + arrivals != 1
                    ? NONE
                    : new Match(present == null ? null : present.getFirst(), coming == null ? null : coming.getFirst());
        }
    }

    private record Named(
            Map<String, Set<BlobHash>> sent,
            Map<String, Set<BlobHash>> sentByName,
            boolean all,
            Map<String, List<Picture>> byName,
            Map<BlobHash, List<Picture>> byOriginal,
            Map<String, List<Arrival>> comingByName,
            Map<BlobHash, List<Arrival>> comingByOriginal) {
        boolean isBeside(CaptionFile file) {
            return sent.containsKey(file.pathKey());
        }

        Match match(CaptionFile file) {
            Set<BlobHash> beside = sent.get(file.pathKey());
            if (beside != null) {
                return of(beside);
            }
            if (!all) {
                return Match.NONE;
            }
            Set<BlobHash> sameName = sentByName.getOrDefault(file.key(), Set.of());
            return sameName.isEmpty() ? Match.of(byName.get(file.key()), comingByName.get(file.key())) : of(sameName);
        }

        private Match of(Set<BlobHash> originals) {
            if (originals.size() != 1) {
                return Match.NONE;
            }
            BlobHash original = originals.iterator().next();
            return Match.of(byOriginal.get(original), comingByOriginal.get(original));
        }
    }
}
