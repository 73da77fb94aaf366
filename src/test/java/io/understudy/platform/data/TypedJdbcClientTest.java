package io.understudy.platform.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.support.StudioTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
class TypedJdbcClientTest {
    private static final String SHAPES = """
            select * from (values
                ('tile', 1, 2, cast(null as integer), cast(null as integer), '["TOP","LEFT"]', null),
                ('door', 3, 4, 5, 6, '[]', '{"x":7,"y":8}')
            ) shape (name, x, y, frame_x, frame_y, edges, shadow)
            """;

    @Autowired
    TypedJdbcClient jdbc;

    enum Edge {
        TOP,
        LEFT
    }

    record Size(int x, int y) {}

    record Shape(
            String name,
            Size size,
            @Nullable Size frame,
            Set<Edge> edges,
            @Nullable Size shadow) {}

    record Opened(Edge edge, Instant since) {}

    record Named(String name, List<Size> sizes) {}

    private static final Shape TILE = new Shape("tile", new Size(1, 2), null, Set.of(Edge.TOP, Edge.LEFT), null);
    private static final Shape DOOR = new Shape("door", new Size(3, 4), new Size(5, 6), Set.of(), new Size(7, 8));

    @Test
    void partsAreColumnsWithOrWithoutTheirNameOrJson() {
        assertThat(jdbc.sql(SHAPES).query(Shape.class).list()).containsExactly(TILE, DOOR);
    }

    @Test
    void aRecordNamesItsParameters() {
        assertThat(jdbc.sql("select :name || ' ' || :sizeX || ' ' || :frameY || ' ' || :edges")
                        .paramSource(new Shape("door", new Size(3, 4), new Size(5, 6), Set.of(Edge.TOP), null))
                        .query(String.class)
                        .single())
                .isEqualTo("door 3 6 [\"TOP\"]");
    }

    @Test
    void rowsAreReadByTheirFirstColumn() {
        assertThat(jdbc.sql("select name, x from (" + SHAPES + ") s order by x").map(String.class, Integer.class))
                .containsExactly(Map.entry("tile", 1), Map.entry("door", 3));
        assertThat(jdbc.sql("select 'all', x, y from (" + SHAPES + ") s order by x")
                        .groups(String.class, Size.class))
                .isEqualTo(Map.of("all", List.of(new Size(1, 2), new Size(3, 4))));
    }

    @Test
    void aListCanComeFromAnotherQuery() {
        assertThat(jdbc.sql(SHAPES)
                        .query(Named.class, Map.of("tile", List.of(new Size(9, 9))))
                        .list())
                .containsExactly(new Named("tile", List.of(new Size(9, 9))), new Named("door", List.of()));
    }

    @Test
    void aRecordIsReadFromQueriesWhoseColumnsDiffer() {
        String since = "cast('2026-01-02 03:04:05+00' as timestamp with time zone) as since";
        Opened opened = new Opened(Edge.LEFT, Instant.parse("2026-01-02T03:04:05Z"));

        assertThat(jdbc.sql("select 'LEFT' as edge, " + since)
                        .query(Opened.class)
                        .single())
                .isEqualTo(opened);
        assertThat(jdbc.sql("select " + since + ", 1 as extra, 'LEFT' as edge_name")
                        .query(Opened.class)
                        .single())
                .isEqualTo(opened);
    }
}
