package io.understudy.versions.sheets;

import io.understudy.characters.CharacterId;
import io.understudy.identity.MembersOnly;
import io.understudy.lora.Strength;
import io.understudy.versions.sheets.SheetHistory.Column;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lines the test sheets of a character's versions up: one plan, so the same cells through the years. */
@Service
@MembersOnly
@Transactional(readOnly = true)
public class SheetHistoryService {
    /** So many versions stand side by side, the newest ones. */
    static final int MOST_VERSIONS = 24;

    private final SheetRepository repository;

    SheetHistoryService(SheetRepository repository) {
        this.repository = repository;
    }

    /** @param wanted a strength; the one that sheets show and that is nearest to it is taken */
    public SheetHistory of(CharacterId character, Strength wanted) {
        List<Strength> strengths = repository.strengths(character);
        Strength strength = strengths.stream()
                .min(Comparator.comparingDouble(one -> one.distance(wanted)))
                .orElse(wanted);
        List<Column> columns = repository.history(character, strength, MOST_VERSIONS);
        Set<SheetRow> rows = new LinkedHashSet<>();
        columns.reversed().forEach(column -> column.cells().forEach(cell -> rows.add(cell.row())));
        return new SheetHistory(strengths, strength, columns, List.copyOf(rows));
    }
}
