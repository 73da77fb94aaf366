package io.understudy.versions.sheets.plans;

import io.understudy.characters.CharacterId;
import io.understudy.platform.data.TypedJdbcClient;
import java.util.Optional;
import org.springframework.stereotype.Repository;

@Repository
public class SheetPlanRepository {
    private final TypedJdbcClient jdbc;

    SheetPlanRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty while nobody has edited the proposal. */
    Optional<SheetPlan> newest(CharacterId character) {
        return jdbc.sql("select * from sheet_plan where character_id = ? order by edition desc fetch first 1 rows only")
                .param(character)
                .query(SheetPlan.class)
                .optional();
    }

    void add(SheetPlan plan) {
        jdbc.sql("""
                        insert into sheet_plan (character_id, edition, prompts, strengths, seeds, edited_by_name,
                            edited_at)
                        values (:character, :edition, :prompts, :strengths, :seeds, :editedBy, :editedAt)""").paramSource(plan).update();
    }
}
