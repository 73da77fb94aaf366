package io.understudy.datasets.quality;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetChanged;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.quality.vision.PictureMeter;
import io.understudy.datasets.quality.vision.PictureReading;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.settings.SettingsService;
import io.understudy.storage.BlobHash;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which pictures are to be measured: all in a dataset without a measure of the present method. */
@Component
class MeasureQueue {
    private static final String WAITING = """
            from picture p left join picture_measure m on m.picture_id = p.id
            where p.removed_at is null
              and (m.picture_id is null or m.method < :method or (:faces and not m.faces_read)
                   or (:faces and :identity and not m.identity_read))""";

    private final TypedJdbcClient jdbc;
    private final MeasureRepository repository;
    private final SettingsService settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    MeasureQueue(
            TypedJdbcClient jdbc,
            MeasureRepository repository,
            SettingsService settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.repository = repository;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** @param identity whether its face is to be compared */
    record Unmeasured(PictureId id, CharacterId character, BlobHash display, boolean identity) {}

    private record Candidate(PictureId id, CharacterId character, BlobHash display) {}

    /** Whether any picture waits for a node that can look for faces; asked before the networks are built. */
    public boolean holdsAny() {
        return jdbc.sql("select exists (select 1 " + WAITING + ")")
                .param("method", PictureMeter.METHOD)
                .param("faces", true)
                .param("identity", settings.on(MeasureService.IDENTITY))
                .query(Boolean.class)
                .single();
    }

    /**
     * What waits, oldest first.
     *
     * @param faces whether the caller can look for faces
     */
    @Transactional(readOnly = true)
    public List<PictureId> waiting(boolean faces) {
        return query("", faces, null).stream().map(Unmeasured::id).toList();
    }

    @Transactional(readOnly = true)
    public Optional<Unmeasured> find(PictureId picture, boolean faces) {
        return query(" and p.id = :id", faces, picture).stream().findFirst();
    }

    private List<Unmeasured> query(String which, boolean faces, @Nullable PictureId picture) {
        boolean identity = settings.on(MeasureService.IDENTITY);
        return jdbc
                .sql("select p.id, p.character_id, p.display_hash " + WAITING + which
                        + " order by p.created_at, p.position")
                .param("method", PictureMeter.METHOD)
                .param("faces", faces)
                .param("identity", identity)
                .param("id", picture)
                .query(Candidate.class)
                .list()
                .stream()
                .map(found -> new Unmeasured(found.id(), found.character(), found.display(), identity))
                .toList();
    }

    @Transactional
    public void finish(Unmeasured picture, PictureReading reading) {
        if (isPresent(picture)) {
            // Identity may have been turned off while the picture was measured: then its face is not kept.
            boolean keep = picture.identity() && settings.on(MeasureService.IDENTITY);
            PictureReading kept = keep ? reading : withoutEmbedding(reading);
            repository.put(picture.id(), PictureMeter.METHOD, kept, keep && reading.facesRead(), clock.instant());
        }
        events.publishEvent(new DatasetChanged(picture.character()));
    }

    /** Writes down why a picture cannot be measured, so that it is not tried for ever. */
    @Transactional
    public void giveUp(Unmeasured picture, String problem) {
        if (isPresent(picture)) {
            repository.putProblem(picture.id(), PictureMeter.METHOD, problem, clock.instant());
        }
        events.publishEvent(new DatasetChanged(picture.character()));
    }

    private boolean isPresent(Unmeasured picture) {
        return jdbc.sql("select count(*) from picture where id = ? and removed_at is null")
                        .param(picture.id())
                        .query(Integer.class)
                        .single()
                == 1;
    }

    private static PictureReading withoutEmbedding(PictureReading reading) {
        return new PictureReading(
                reading.hash(),
                reading.sharpness(),
                reading.exposure(),
                reading.facesRead(),
                reading.faces(),
                reading.shot(),
                reading.body(),
                reading.light(),
                null);
    }
}
