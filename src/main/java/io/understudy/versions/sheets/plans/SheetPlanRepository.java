package io.understudy.versions.sheets.plans;

import io.understudy.characters.CharacterId;
import io.understudy.platform.data.TypedJdbcClient;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
public class SheetPlanRepository {
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final TypedJdbcClient jdbc;
    private final JsonMapper json = JsonMapper.shared();

    SheetPlanRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public SheetPlan newest(CharacterId character) {
        return jdbc.sql("select * from sheet_plan where character_id = ? order by edition desc fetch first 1 rows only")
                .param(character)
                .query((row, index) -> new SheetPlan(
                        character,
                        row.getInt("edition"),
                        json.readValue(row.getString("prompts"), TEXTS),
                        Arrays.stream(row.getString("strengths").split(" "))
                                .map(Double::valueOf)
                                .toList(),
                        Arrays.stream(row.getString("seeds").split(" "))
                                .map(Long::valueOf)
                                .toList(),
                        row.getString("edited_by_name"),
                        row.getObject("edited_at", OffsetDateTime.class).toInstant()))
                .optional()
                .orElseGet(() -> SheetPlan.proposal(character));
    }

    void add(SheetPlan plan) {
        jdbc.sql("""
                        insert into sheet_plan (character_id, edition, prompts, strengths, seeds, edited_by_name,
                            edited_at)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .param(plan.character())
                .param(plan.edition())
                .param(json.writeValueAsString(plan.prompts()))
                .param(joined(plan.strengths()))
                .param(joined(plan.seeds()))
                .param(plan.editedBy())
                .param(plan.editedAt() == null ? null : plan.editedAt())
                .update();
    }

    private static String joined(List<?> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
