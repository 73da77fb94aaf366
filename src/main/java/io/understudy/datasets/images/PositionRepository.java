package io.understudy.datasets.images;

import io.understudy.platform.data.TypedJdbcClient;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** The places of pictures in their dataset. */
@Repository
public class PositionRepository {
    private final TypedJdbcClient jdbc;

    PositionRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Holds the dataset's row until the end of the transaction, so that positions and duplicates are seen one by one.
     *
     * @return the first of {@code count} positions
     */
    public int reserve(UUID character, int count) {
        jdbc.sql("insert into dataset (character_id, next_position) values (?, 1) on conflict do nothing")
                .param(character)
                .update();
        jdbc.sql("update dataset set next_position = next_position + ? where character_id = ?")
                .params(count, character)
                .update();
        return jdbc.sql("select next_position - cast(? as integer) from dataset where character_id = ?")
                .params(count, character)
                .query(Integer.class)
                .single();
    }
}
