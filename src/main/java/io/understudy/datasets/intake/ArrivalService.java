package io.understudy.datasets.intake;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetChanged;
import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.images.decoding.PictureDecoder;
import io.understudy.datasets.images.decoding.PictureDecoder.Inspection;
import io.understudy.datasets.images.decoding.PictureFormat;
import io.understudy.datasets.images.decoding.UnreadablePicture;
import io.understudy.datasets.intake.layouts.KohyaFolder;
import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.DatasetTargets;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.storage.Spooled;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes single pictures as fast as they come: their bytes are stored at once, and what takes time, decoding and
 * thumbnails, follows in the background.
 */
@Service
@MembersOnly
@Transactional
public class ArrivalService {
    private final CharacterService characters;
    private final BlobStore blobs;
    private final PictureDecoder decoder;
    private final ArrivalWriter writer;
    private final ArrivalRepository arrivals;
    private final ArrivalQueue queue;
    private final StoringGate gate;
    private final CurrentActor actor;
    private final ApplicationEventPublisher events;

    ArrivalService(
            CharacterService characters,
            BlobStore blobs,
            PictureDecoder decoder,
            ArrivalWriter writer,
            ArrivalRepository arrivals,
            ArrivalQueue queue,
            StoringGate gate,
            CurrentActor actor,
            ApplicationEventPublisher events) {
        this.characters = characters;
        this.blobs = blobs;
        this.decoder = decoder;
        this.writer = writer;
        this.arrivals = arrivals;
        this.queue = queue;
        this.gate = gate;
        this.actor = actor;
        this.events = events;
    }

    /**
     * Takes one picture. What can be said without decoding it is said at once; damage that shows later is among the
     * {@linkplain #of arrivals}.
     *
     * @param fileName as the browser sent it; any text, may be a path
     * @param in is read to its end unless it is refused earlier, not closed
     * @throws DomainException.NotFound when there is no such character
     * @throws UncheckedIOException when the upload broke off
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public IntakeReport take(CharacterId character, String fileName, InputStream in) {
        characters.get(character);
        String name = PictureFileName.of(fileName).value();
        if (PictureFormat.ofName(name).isEmpty()) {
            return IntakeReport.refused(name, RejectionReasons.NO_PICTURE_NAME);
        }
        try (Spooled file = blobs.spool(in, IntakeLimits.PICTURE_BYTES)) {
            gate.begin();
            try {
                return keep(character, fileName, name, file);
            } finally {
                gate.end();
            }
        } catch (UnreadablePicture unreadable) {
            return IntakeReport.refused(name, unreadable.words());
        } catch (DomainException.RuleViolation tooLarge) {
            return IntakeReport.refused(name, RejectionReasons.PICTURE_TOO_LARGE);
        }
    }

    private IntakeReport keep(CharacterId character, String sent, String name, Spooled file) throws UnreadablePicture {
        Inspection inspected = decoder.inspect(file.path());
        Arrival arrival = arrival(character, sent, PicturePreparation.named(name, inspected.format()), file);
        blobs.store(file, inspected.format().mediaType(), Serving.INTERNAL);
        Optional<String> other = writer.add(arrival);
        if (other.isEmpty()) {
            queue.add(arrival.id());
        }
        return report(name, arrival, inspected, other);
    }

    private Arrival arrival(CharacterId character, String sent, String name, Spooled file) {
        Actor by = actor.get();
        Optional<KohyaFolder> folder = KohyaFolder.of(sent);
        return new Arrival(
                UUID.randomUUID(),
                character,
                name,
                file.hash(),
                file.size(),
                CaptionText.clean(folder.map(KohyaFolder::words).orElse("")),
                folder.flatMap(KohyaFolder::shown).orElse(null),
                by.id(),
                by.name(),
                null);
    }

    private static IntakeReport report(String sent, Arrival arrival, Inspection inspected, Optional<String> other) {
        String name = arrival.fileName();
        List<RejectedFile> here = other.map(its -> new RejectedFile(name, RejectionReasons.duplicateOf(its))).stream()
                .toList();
        boolean small = Math.min(inspected.width(), inspected.height()) < DatasetTargets.MINIMUM_EDGE;
        return new IntakeReport(
                here.isEmpty() ? List.of(name) : List.of(),
                here.isEmpty() && small ? 1 : 0,
                here,
                List.of(),
                here.isEmpty() ? RejectionReasons.notes(sent, name, inspected.format(), inspected.bits()) : List.of(),
                arrival.original());
    }

    /** What was sent and is not in the dataset yet, or never will be, in its order. */
    @Transactional(readOnly = true)
    public List<Arrival> of(CharacterId character) {
        return arrivals.of(character);
    }

    /** Forgets the files that turned out to be damaged. */
    public void dismiss(CharacterId character) {
        arrivals.of(character).stream()
                .filter(arrival -> !arrival.isWaiting())
                .forEach(arrival -> arrivals.remove(arrival.id()));
        events.publishEvent(new DatasetChanged(character));
    }
}
