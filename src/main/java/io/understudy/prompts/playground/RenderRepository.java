package io.understudy.prompts.playground;

import io.understudy.generation.GenerationId;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.platform.core.Actor;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.platform.search.ListPlace;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.templates.PromptId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Repository;

@Repository
class RenderRepository {

    private static final int WORDS = 8000;

    private final TypedJdbcClient jdbc;

    RenderRepository(TypedJdbcClient jdbc) {
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
            RenderId render,
            String prompt,
            StackPlan plan,
            @Nullable StackId stack,
            @Nullable PromptId template,
            GenerationId job) {}

    record Found(RenderId id, Instant askedAt) {}

    /** @param words in lower case, by which the take is found */
    void add(RenderRequest request, Actor by, Instant now, String words) {
        jdbc.sql("""
                        insert into playground_render (id, asked_by, asked_by_name, asked_at, backend, width, height,
                            steps, guidance, seeds, words)
                        values (:id, :askedBy, :askedByName, :askedAt, :backend, :width, :height, :steps, :guidance, :seeds,
                            :words)""")
                .paramSource(new Head(
                        request.id(), by.id(), by.name(), now, request.backend(), request.settings(), request.seeds()))
                .param("words", words.substring(0, Math.min(words.length(), WORDS)))
                .update();
    }

    void add(RenderId take, int position, RenderRequest.Side side, GenerationId job) {

        jdbc.sql("""
                        insert into playground_side (render_id, position, prompt, plan, stack_id, template_id, job_id)
                        values (:take, :position, :prompt, :plan, :stack, :template, :job)""")
                .param("take", take)
                .param("position", position)
                .paramSource(side)
                .param("plan", side.plan().asText())
                .param("job", job)
                .update();
    }

    Optional<Head> find(RenderId id) {
        return jdbc.sql("""
                        select id, asked_by, asked_by_name, asked_at, backend, width, height, steps, guidance, seeds
                        from playground_render where id = ? and removed_at is null""").param(id).query(Head.class).optional();
    }

    List<SideRow> sides(Collection<RenderId> renders) {
        return renders.isEmpty()
                ? List.of()
                : jdbc.sql("""
                        select render_id, prompt, plan, stack_id, template_id, job_id from playground_side
                        where render_id in (:renders) order by render_id, position""").param("renders", renders).query(SideRow.class).list();
    }

    long count(UUID person, String pattern) {
        return jdbc.sql("""
                        select count(*) from playground_render
                        where asked_by = ? and removed_at is null and words like ? escape '!'""").params(person, pattern).query(Long.class).single();
    }

    /** A person's takes, the latest first. */
    List<Found> page(UUID person, String pattern, Pageable page) {
        return jdbc.sql("""
                        select id, asked_at from playground_render
                        where asked_by = ? and removed_at is null and words like ? escape '!'
                        order by asked_at desc, id offset ? rows fetch next ? rows only""")
                .params(person, pattern, page.getOffset(), page.getPageSize())
                .query(Found.class)
                .list();
    }

    /** As {@link #page}, behind a place. */
    List<Found> behind(UUID person, String pattern, ListPlace<Instant, UUID> place, int most) {
        return jdbc.sql("""
                        select id, asked_at from playground_render
                        where asked_by = ? and removed_at is null and words like ? escape '!'
                            and (asked_at < ? or asked_at = ? and id > ?)
                        order by asked_at desc, id fetch next ? rows only""")
                .params(person, pattern, place.key(), place.key(), place.id(), most)
                .query(Found.class)
                .list();
    }

    /** @return false when it is not this person's, or not there */
    boolean remove(RenderId take, UUID person, Instant now) {
        return jdbc.sql(
                                "update playground_render set removed_at = ? where id = ? and asked_by = ? and removed_at is null")
                        .params(now, take, person)
                        .update()
                == 1;
    }

    boolean restore(RenderId take, UUID person) {
        return jdbc.sql("update playground_render set removed_at = null where id = ? and asked_by = ?")
                        .params(take, person)
                        .update()
                == 1;
    }
}
