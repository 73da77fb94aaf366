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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which picture is to be measured next. There is no list to lose: what waits is every picture of a dataset without a
 * measure of the present method. A claim keeps two nodes from measuring the same one, and ends automatically when its
 * node dies.
 */
@Component
class MeasureQueue {
    static final Duration CLAIM = Duration.ofMinutes(2);

    /** A picture that took the process down this often is not tried again. */
    static final int MOST_ATTEMPTS = 3;

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

    /**
     * A picture that nobody else measures for a while.
     *
     * @param identity whether its face is to be compared
     * @param attempt from 1
     */
    record Claim(PictureId picture, CharacterId character, BlobHash display, boolean identity, int attempt) {
        boolean isHopeless() {
            return attempt > MOST_ATTEMPTS;
        }
    }

    private record Candidate(PictureId picture, CharacterId character, BlobHash display) {}

    /** Whether any picture waits for somebody who can look for faces; asked before the networks are built. */
    public boolean holdsAny() {
        return jdbc.sql("select exists (select 1 " + WAITING + ")")
                .param("method", PictureMeter.METHOD)
                .param("faces", true)
                .param("identity", settings.on(MeasureService.IDENTITY))
                .query(Boolean.class)
                .single();
    }

    /**
     * Claims the picture that waits longest.
     *
     * @param faces whether the caller can look for faces
     */
    @Transactional
    public Optional<Claim> claim(boolean faces) {
        Instant now = clock.instant();
        boolean identity = settings.on(MeasureService.IDENTITY);
        while (true) {
            Optional<Candidate> next = jdbc.sql(
                            "select p.id as picture, p.character_id, p.display_hash " + WAITING + """

                              and not exists (select 1 from picture_measuring c
                                              where c.picture_id = p.id and c.claimed_until > :now)
                            order by p.created_at, p.position limit 1""")
                    .param("method", PictureMeter.METHOD)
                    .param("faces", faces)
                    .param("identity", identity)
                    .param("now", now)
                    .query(Candidate.class)
                    .optional();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            Candidate picture = next.get();
            int attempt = take(picture.picture(), now);
            if (attempt > 0) {
                return Optional.of(
                        new Claim(picture.picture(), picture.character(), picture.display(), identity, attempt));
            }
        }
    }

    /** How often the picture was tried, this time included; 0 when another node was faster. */
    private int take(PictureId picture, Instant now) {
        int taken = jdbc.sql("""
                        update picture_measuring set claimed_until = ?, attempts = attempts + 1
                        where picture_id = ? and claimed_until <= ?""").params(now.plus(CLAIM), picture, now).update();
        if (taken == 0) {
            return jdbc.sql("""
                            insert into picture_measuring (picture_id, claimed_until, attempts) values (?, ?, 1)
                            on conflict do nothing""").params(picture, now.plus(CLAIM)).update();
        }
        return jdbc.sql("select attempts from picture_measuring where picture_id = ?")
                .param(picture)
                .query(Integer.class)
                .single();
    }

    @Transactional
    public void finish(Claim claim, PictureReading reading) {
        if (isPresent(claim)) {
            // Identity may have been turned off while the picture was measured: then its face is not kept.
            boolean keep = claim.identity() && settings.on(MeasureService.IDENTITY);
            PictureReading kept = keep ? reading : withoutEmbedding(reading);
            repository.put(claim.picture(), PictureMeter.METHOD, kept, keep && reading.facesRead(), clock.instant());
        }
        end(claim);
    }

    /** Writes down why a picture cannot be measured, so that it is not tried for ever. */
    @Transactional
    public void giveUp(Claim claim, String problem) {
        if (isPresent(claim)) {
            repository.putProblem(claim.picture(), PictureMeter.METHOD, problem, clock.instant());
        }
        end(claim);
    }

    private void end(Claim claim) {
        jdbc.sql("delete from picture_measuring where picture_id = ?")
                .param(claim.picture())
                .update();
        events.publishEvent(new DatasetChanged(claim.character()));
    }

    private boolean isPresent(Claim claim) {
        return jdbc.sql("select count(*) from picture where id = ? and removed_at is null")
                        .param(claim.picture())
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
