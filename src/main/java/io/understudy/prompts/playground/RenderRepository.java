package io.understudy.prompts.playground;

import io.understudy.generation.GenerationId;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.platform.core.Actor;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.storage.BlobHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class RenderRepository {
    private static final int THUMBNAILS = 4;
    private static final int WORDS = 8000;

    private final JdbcClient jdbc;

    RenderRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Head(
            RenderId id,
            UUID askedBy,
            String askedByName,
            Instant askedAt,
            String backend,
            PictureSettings settings,
            List<Long> seeds) {}

    record SideRow(
            String prompt,
            StackPlan plan,
            @Nullable StackId stack,
            @Nullable UUID template,
            GenerationId job) {}

    /** @param words in lower case, by which the take is found */
    void add(RenderRequest request, Actor by, Instant now, String words) {
        jdbc.sql("""
                        insert into playground_render (id, asked_by, asked_by_name, asked_at, backend, width, height,
                            steps, guidance, seeds, words)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        request.id().value(),
                        by.id(),
                        by.name(),
                        now.atOffset(ZoneOffset.UTC),
                        request.backend(),
                        request.settings().width(),
                        request.settings().height(),
                        request.settings().steps(),
                        request.settings().guidance(),
                        request.seeds().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                        words.substring(0, Math.min(words.length(), WORDS)))
                .update();
    }

    void add(RenderId take, int position, RenderRequest.Side side, GenerationId job) {
        StackId stack = side.stack();
        jdbc.sql("""
                        insert into playground_side (render_id, position, prompt, plan, stack_id, template_id, job_id)
                        values (:take, :position, :prompt, :plan, :stack, :template, :job)""")
                .param("take", take.value())
                .param("position", position)
                .param("prompt", side.prompt())
                .param("plan", side.plan().asText())
                .param("stack", stack == null ? null : stack.value())
                .param("template", side.template())
                .param("job", job.value())
                .update();
    }

    Optional<Head> find(RenderId id) {
        return jdbc.sql("""
                        select id, asked_by, asked_by_name, asked_at, backend, width, height, steps, guidance, seeds
                        from playground_render where id = ? and removed_at is null""")
                .param(id.value())
                .query((row, line) -> new Head(
                        new RenderId(row.getObject("id", UUID.class)),
                        row.getObject("asked_by", UUID.class),
                        row.getString("asked_by_name"),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                        row.getString("backend"),
                        new PictureSettings(
                                row.getInt("width"),
                                row.getInt("height"),
                                row.getInt("steps"),
                                row.getDouble("guidance")),
                        Arrays.stream(row.getString("seeds").split(" "))
                                .map(Long::valueOf)
                                .toList()))
                .optional();
    }

    List<SideRow> sides(RenderId take) {
        return jdbc.sql("""
                        select prompt, plan, stack_id, template_id, job_id from playground_side
                        where render_id = ? order by position""").param(take.value()).query((row, line) -> side(row)).list();
    }

    private static SideRow side(ResultSet row) throws SQLException {
        UUID stack = row.getObject("stack_id", UUID.class);
        return new SideRow(
                row.getString("prompt"),
                StackPlan.parse(row.getString("plan")),
                stack == null ? null : new StackId(stack),
                row.getObject("template_id", UUID.class),
                new GenerationId(row.getObject("job_id", UUID.class)));
    }

    long count(UUID person, String pattern) {
        return jdbc.sql("""
                        select count(*) from playground_render
                        where asked_by = ? and removed_at is null and words like ? escape '!'""").params(person, pattern).query(Long.class).single();
    }

    /** A person's takes, the latest first; in three queries however many there are. */
    List<RenderSummary> page(UUID person, String pattern, Pageable page) {
        record Found(UUID id, Instant askedAt) {}
        List<Found> found = jdbc.sql("""
                        select id, asked_at from playground_render
                        where asked_by = ? and removed_at is null and words like ? escape '!'
                        order by asked_at desc, id offset ? rows fetch next ? rows only""")
                .params(person, pattern, page.getOffset(), page.getPageSize())
                .query((row, line) -> new Found(
                        row.getObject("id", UUID.class),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant()))
                .list();
        if (found.isEmpty()) {
            return List.of();
        }
        List<UUID> ids = found.stream().map(Found::id).toList();
        Map<UUID, List<String>> prompts = new HashMap<>();
        Map<UUID, int[]> counts = new HashMap<>();
        jdbc.sql("""
                        select side.render_id, side.prompt, job.pictures, job.drawn from playground_side side
                        join generation_job job on job.id = side.job_id
                        where side.render_id in (:ids) order by side.render_id, side.position""")
                .param("ids", ids)
                .query((row, line) -> {
                    UUID take = row.getObject("render_id", UUID.class);
                    prompts.computeIfAbsent(take, id -> new ArrayList<>()).add(row.getString("prompt"));
                    int[] count = counts.computeIfAbsent(take, id -> new int[2]);
                    count[0] += row.getInt("pictures");
                    count[1] += row.getInt("drawn");
                    return take;
                })
                .list();
        Map<UUID, List<BlobHash>> thumbnails = thumbnails(ids);
        return found.stream()
                .map(take -> new RenderSummary(
                        new RenderId(take.id()),
                        take.askedAt(),
                        prompts.getOrDefault(take.id(), List.of()),
                        counts.getOrDefault(take.id(), new int[2])[0],
                        counts.getOrDefault(take.id(), new int[2])[1],
                        thumbnails.getOrDefault(take.id(), List.of())))
                .toList();
    }

    private Map<UUID, List<BlobHash>> thumbnails(List<UUID> takes) {
        Map<UUID, List<BlobHash>> thumbnails = new HashMap<>();
        jdbc.sql("""
                        select side.render_id, picture.picture from playground_side side
                        join generation_picture picture on picture.job_id = side.job_id
                        where side.render_id in (:takes) and picture.picture is not null
                        order by side.render_id, picture.position, side.position""")
                .param("takes", takes)
                .query((row, line) -> {
                    List<BlobHash> some =
                            thumbnails.computeIfAbsent(row.getObject("render_id", UUID.class), id -> new ArrayList<>());
                    if (some.size() < THUMBNAILS) {
                        some.add(new BlobHash(row.getString("picture")));
                    }
                    return some;
                })
                .list();
        return thumbnails;
    }

    /** @return false when it is not this person's, or not there */
    boolean remove(RenderId take, UUID person, Instant now) {
        return jdbc.sql(
                                "update playground_render set removed_at = ? where id = ? and asked_by = ? and removed_at is null")
                        .params(now.atOffset(ZoneOffset.UTC), take.value(), person)
                        .update()
                == 1;
    }

    boolean restore(RenderId take, UUID person) {
        return jdbc.sql("update playground_render set removed_at = null where id = ? and asked_by = ?")
                        .params(take.value(), person)
                        .update()
                == 1;
    }
}
