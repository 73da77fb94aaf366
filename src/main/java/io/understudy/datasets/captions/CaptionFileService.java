package io.understudy.datasets.captions;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.PictureId;
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
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
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
     * {@code .json} next to a picture; or a list of many captions.
     *
     * @throws DomainException.RuleViolation when it is too long, or holds no caption
     */
    public List<CaptionFile> read(String fileName, InputStream in) throws IOException {
        if (CaptionList.isOne(fileName)) {
            CaptionList list = CaptionList.read(
                    PictureFileName.of(fileName).value(), bytes(in, CaptionList.MAX_BYTES, "a list of captions"));
            if (list.captions().isEmpty()) {
                throw new DomainException.RuleViolation(
                        list.notes().isEmpty()
                                ? "it holds no captions"
                                : list.notes().getFirst());
            }
            return list.captions().entrySet().stream()
                    .map(each -> file(each.getKey(), each.getValue().getBytes(StandardCharsets.UTF_8), fileName))
                    .toList();
        }
        byte[] bytes = bytes(in, IntakeLimits.CAPTION_BYTES, "a caption");
        if (!PictureFileName.extension(fileName).equals("json")) {
            return List.of(file(fileName, bytes, fileName));
        }
        String caption = SidecarCaption.read(bytes);
        if (caption.isBlank()) {
            throw new DomainException.RuleViolation(
                    "it holds no caption for one picture (caption, prompt, text or tags) and was not read");
        }
        return List.of(file(
                SidecarCaption.pictureStem(fileName) + ".json", caption.getBytes(StandardCharsets.UTF_8), fileName));
    }

    private static CaptionFile file(String picture, byte[] caption, String source) {
        CaptionText.FromFile text = CaptionText.ofFile(caption);
        return new CaptionFile(PictureFileName.of(picture).value(), text.text(), text.note(), source);
    }

    private static byte[] bytes(InputStream in, int most, String what) throws IOException {
        byte[] bytes = in.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new DomainException.RuleViolation("it is too long for " + what);
        }
        return bytes;
    }

    /**
     * Gives the pictures of the dataset the captions of the files that are called like them; others wait or are no
     * match.
     */
    @Transactional
    public CaptionFilesResult take(CharacterId character, Collection<CaptionFile> files) {
        Map<String, List<Picture>> byName = pictures.present(character.value()).stream()
                .collect(Collectors.groupingBy(picture -> ZipEntries.key(picture.fileName())));
        UUID me = actor.get().id();
        Map<String, List<Arrival>> coming = arrivals.of(character).stream()
                .filter(arrival -> arrival.uploadedBy().equals(me))
                .collect(Collectors.groupingBy(arrival -> ZipEntries.key(arrival.fileName())));
        List<CaptionFile> unmatched = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<Picture> changed = new ArrayList<>();
        List<CaptionChange> changes = new ArrayList<>();
        for (CaptionFile file : files) {
            List<Picture> named = byName.getOrDefault(file.key(), List.of());
            if (named.size() != 1) {
                if (!named.isEmpty() || !captioned(coming.getOrDefault(file.key(), List.of()), file, notes)) {
                    unmatched.add(file);
                }
                continue;
            }
            Picture picture = named.getFirst();
            if (file.note() != null) {
                notes.add(file.name() + ": " + file.note());
            }
            if (!picture.caption().equals(file.text()) && !changed.contains(picture)) {
                changed.add(picture);
                changes.add(new CaptionChange(
                        new PictureId(picture.getId()), picture.fileName(), picture.caption(), file.text()));
            }
        }
        writer.write(changed, changes.stream().map(CaptionChange::after).toList());
        if (!changes.isEmpty()) {
            auditEvents.publish(
                    "captions.imported",
                    WorkingSet.subject(characters.get(character)),
                    Map.of("captions", String.valueOf(changes.size())));
        }
        return new CaptionFilesResult(
                repository.push(character, "read captions from files", changes), notes, unmatched);
    }

    /** Gives a picture that is not in the dataset yet its caption. */
    private boolean captioned(List<Arrival> named, CaptionFile file, List<String> notes) {
        boolean taken = named.size() == 1 && arrivals.caption(named.getFirst().id(), file.text());
        if (taken && file.note() != null) {
            notes.add(file.name() + ": " + file.note());
        }
        return taken;
    }
}
