package io.understudy.datasets.intake;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.captions.text.CaptionText;
import io.understudy.datasets.images.IntakeLimits;
import io.understudy.datasets.images.NewPicture;
import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.images.decoding.PictureFormat;
import io.understudy.datasets.intake.PicturePreparation.Outcome;
import io.understudy.datasets.intake.layouts.KohyaFolder;
import io.understudy.datasets.snapshots.export.ExportManifest;
import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Spooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.security.concurrent.DelegatingSecurityContextExecutorService;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door through which pictures come into a dataset: from the browser, from a zip, from the sample. Bytes stream to
 * disk first; what they are is decided there, a thread of the decoder at a time; the dataset is written last, in one
 * go.
 */
@Service
@MembersAndSystem
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class PictureIntake {
    /** Receives how far a long upload is checked; called from several threads. */
    @FunctionalInterface
    public interface Progress {
        Progress NOBODY = (done, total) -> {};

        void checked(int done, int total);
    }

    static final String ZIP = "zip";

    private final CharacterService characters;
    private final BlobStore blobs;
    private final PicturePreparation preparation;
    private final ExportedDisplayQueries knownDisplays;
    private final WorkingSet workingSet;

    PictureIntake(
            CharacterService characters,
            BlobStore blobs,
            PicturePreparation preparation,
            ExportedDisplayQueries knownDisplays,
            WorkingSet workingSet) {
        this.characters = characters;
        this.blobs = blobs;
        this.preparation = preparation;
        this.knownDisplays = knownDisplays;
        this.workingSet = workingSet;
    }

    /**
     * Takes one uploaded file, a picture or a zip of pictures. Runs as long as the upload and the checks take: never
     * call it under the lock of a session.
     *
     * @param fileName as the browser sent it; any text
     * @param in is read to its end unless it is refused earlier, not closed
     * @return what was added and what was refused; a bad file is no exception
     * @throws DomainException.NotFound when there is no such character
     * @throws UncheckedIOException when the upload broke off
     */
    public IntakeReport take(CharacterId characterId, String fileName, InputStream in, Progress progress) {
        CharacterSummary character = characters.get(characterId);
        String name = PictureFileName.of(fileName).value();
        if (PictureFileName.extension(name).equals(ZIP)) {
            return PictureZip.take(
                    blobs,
                    character,
                    name,
                    in,
                    zip -> addAll(
                            character,
                            zip.pictures(),
                            zip.manifest().exportedFrom().orElse(null),
                            progress));
        }
        if (PictureFormat.ofName(name).isEmpty()) {
            return IntakeReport.refused(name, RejectionReasons.ofName(name));
        }
        try (Spooled file = blobs.spool(in, IntakeLimits.PICTURE_BYTES)) {
            Optional<KohyaFolder> folder = KohyaFolder.of(fileName);
            String caption = folder.map(KohyaFolder::words).orElse("");
            Integer repeats = folder.map(KohyaFolder::repeats).orElse(null);
            return addAll(
                    character,
                    List.of(new UploadedPicture(name, file, CaptionText.clean(caption), repeats)),
                    null,
                    progress);
        } catch (DomainException.RuleViolation tooLarge) {
            return IntakeReport.refused(name, RejectionReasons.PICTURE_TOO_LARGE);
        }
    }

    /** Takes a picture with its caption, as from a folder with caption files. */
    public IntakeReport take(CharacterSummary character, List<CaptionedFile> files) {
        List<UploadedPicture> arrived = new ArrayList<>();
        try {
            for (CaptionedFile file : files) {
                try (InputStream in = file.bytes().open()) {
                    Spooled spooled = blobs.spool(in, IntakeLimits.PICTURE_BYTES);
                    arrived.add(new UploadedPicture(file.name(), spooled, CaptionText.clean(file.caption()), null));
                } catch (IOException e) {
                    throw new UncheckedIOException("The file " + file.name() + " cannot be read", e);
                }
            }
            return addAll(character, arrived, null, Progress.NOBODY);
        } finally {
            arrived.forEach(UploadedPicture::close);
        }
    }

    private IntakeReport addAll(
            CharacterSummary character,
            List<UploadedPicture> arrived,
            @Nullable SnapshotId exported,
            Progress progress) {
        List<NewPicture> accepted = new ArrayList<>();
        List<RejectedFile> rejected = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Outcome outcome : checkAll(arrived, progress)) {
            switch (outcome) {
                case Outcome.Accepted(NewPicture picture, List<String> its) -> {
                    accepted.add(picture);
                    notes.addAll(its);
                }
                case Outcome.Rejected(RejectedFile file) -> rejected.add(file);
            }
        }
        if (accepted.isEmpty()) {
            return new IntakeReport(List.of(), 0, List.of(), rejected, List.of(), null);
        }
        IntakeReport added = WorkingSet.report(workingSet.add(character, accepted, List.of(), exported));
        return new IntakeReport(added.added(), added.excluded(), added.alreadyHere(), rejected, notes, added.picture());
    }

    /** In the order of arrival; the decoder's pool bounds how many are worked on at once. */
    private List<Outcome> checkAll(List<UploadedPicture> arrived, Progress progress) {
        AtomicInteger done = new AtomicInteger();
        Map<BlobHash, List<ExportedDisplayQueries.Known>> known = knownDisplays.among(arrived.stream()
                .filter(picture -> picture.exported() != null)
                .map(picture -> picture.file().hash())
                .toList());
        if (arrived.size() == 1) {
            return List.of(check(arrived.getFirst(), known, done, 1, progress));
        }
        try (ExecutorService threads = new DelegatingSecurityContextExecutorService(BackgroundThreads.virtual())) {
            List<Future<Outcome>> results = arrived.stream()
                    .map(picture -> threads.submit(() -> check(picture, known, done, arrived.size(), progress)))
                    .toList();
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> result : results) {
                outcomes.add(result.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A picture could not be checked", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The pictures were not checked because the work was stopped", e);
        }
    }

    private Outcome check(
            UploadedPicture arrived,
            Map<BlobHash, List<ExportedDisplayQueries.Known>> known,
            AtomicInteger done,
            int total,
            Progress progress) {
        ExportManifest.Line exported = arrived.exported();
        List<ExportedDisplayQueries.Known> candidates =
                known.getOrDefault(arrived.file().hash(), List.of());
        if (exported != null && !candidates.isEmpty()) {
            Optional<NewPicture> recognised = knownDisplays.recognised(arrived, exported, candidates);
            if (recognised.isPresent()) {
                arrived.close();
                progress.checked(done.incrementAndGet(), total);
                return new Outcome.Accepted(recognised.get(), List.of());
            }
        }
        return decode(arrived, done, total, progress);
    }

    private Outcome decode(UploadedPicture arrived, AtomicInteger done, int total, Progress progress) {
        try {
            return preparation.prepare(arrived);
        } finally {
            progress.checked(done.incrementAndGet(), total);
        }
    }
}
