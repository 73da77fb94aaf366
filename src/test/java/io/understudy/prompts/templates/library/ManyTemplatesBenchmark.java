package io.understudy.prompts.templates.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.identity.People;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplateSort;
import io.understudy.support.StudioTest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.JdbcTemplate;

/** The library with 5 000 templates, as many versions, tags, and 20 000 uses. */
@StudioTest
@Tag("bench")
class ManyTemplatesBenchmark {
    private static final int TEMPLATES = 5_000;
    private static final Duration WANTED = Duration.ofMillis(300);
    private static final List<String> SCENES =
            List.of("rain", "harbour", "studio", "market", "forest", "rooftop", "cafe");

    @Autowired
    TemplateListService lists;

    @Autowired
    TemplateService templates;

    @Autowired
    TemplateMetadataService marks;

    @Autowired
    People people;

    @Autowired
    JdbcTemplate jdbc;

    @BeforeEach
    void manyTemplates() {
        people.signIn(people.member("Mara"));
        TemplateDetails model = templates.create(
                TemplateDraft.of(
                        "Model", "[trigger] [subject] in {place|town}, [scene], [lighting], [camera], [style]"),
                "");
        marks.favour(model.id(), true);
        String rest = "row_version, scene, lighting, camera, style, variables, settings, head, created_by,"
                + " created_by_name, created_at, changed_by_name, changed_at";
        List<UUID> ids = IntStream.range(0, TEMPLATES)
                .mapToObj(index -> UUID.randomUUID())
                .toList();
        jdbc.batchUpdate(
                "insert into prompt_template (id, name, text, search_text, " + rest + ") select ?, ?, text, ?, " + rest
                        + " from prompt_template where id = ?",
                IntStream.range(0, TEMPLATES)
                        .mapToObj(index -> {
                            String scene = SCENES.get(index % SCENES.size());
                            String name = "Template " + index + " in the " + scene;
                            return new Object[] {
                                ids.get(index),
                                name,
                                (name + " portrait, soft natural light, 85 mm, film look, take " + index * 7919 % 5003)
                                        .toLowerCase(Locale.ROOT),
                                model.id().value()
                            };
                        })
                        .toList());
        jdbc.batchUpdate(
                "insert into prompt_tag (template_id, tag) values (?, ?)",
                IntStream.range(0, TEMPLATES)
                        .mapToObj(index -> new Object[] {ids.get(index), "tag " + index % 40})
                        .toList());
        jdbc.batchUpdate(
                "insert into prompt_use (id, template_id, number, way, used_by, used_at) values (?, ?, 1, 'COPIED', ?,"
                        + " current_timestamp)",
                IntStream.range(0, 4 * TEMPLATES)
                        .mapToObj(index ->
                                new Object[] {UUID.randomUUID(), ids.get(index * 31 % TEMPLATES), UUID.randomUUID()})
                        .toList());
    }

    @Test
    void everySearchAnswersWithinThreeHundredMilliseconds() {
        System.out.println();
        System.out.println("| 5 000 templates: page of 20 with its count | p50 | p95 |");
        System.out.println("|---|---|---|");
        measure("by name, beginning", TemplateFilter.of(""), TemplateSort.NAME, 0);
        measure("by name, last page", TemplateFilter.of(""), TemplateSort.NAME, TEMPLATES / 20 - 1);
        measure("used most", TemplateFilter.of(""), TemplateSort.USED, 0);
        measure("one word", TemplateFilter.of("harbour"), TemplateSort.NAME, 0);
        measure("three words", TemplateFilter.of("film rain 77"), TemplateSort.NAME, 0);
        measure("words that nothing has", TemplateFilter.of("submarine"), TemplateSort.CHANGED, 0);
        measure("tag and word", new TemplateFilter("forest", "tag 7", false, false, null), TemplateSort.CHANGED, 0);
        measure("favourites", new TemplateFilter("", null, true, false, null), TemplateSort.NAME, 0);
    }

    private void measure(String what, TemplateFilter filter, TemplateSort sort, int page) {
        PageRequest request = PageRequest.of(page, 20);
        for (int warm = 0; warm < 20; warm++) {
            lists.page(filter, sort, request);
        }
        long[] times = IntStream.range(0, 100)
                .mapToLong(round -> {
                    long start = System.nanoTime();
                    lists.page(filter, sort, request);
                    return System.nanoTime() - start;
                })
                .sorted()
                .toArray();
        System.out.printf("| %s | %.1f ms | %.1f ms |%n", what, times[50] / 1e6, times[95] / 1e6);
        assertThat(Duration.ofNanos(times[95])).as(what).isLessThan(WANTED);
    }
}
