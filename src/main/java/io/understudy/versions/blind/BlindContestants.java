package io.understudy.versions.blind;

import io.understudy.identity.MembersOnly;
import io.understudy.lora.Strength;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetDetails;
import io.understudy.versions.sheets.SheetKind;
import io.understudy.versions.sheets.SheetService;
import io.understudy.versions.sheets.SheetSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds what a version can be compared with: columns of test sheets that share rows with its latest one. */
@Service
@MembersOnly
@Transactional(readOnly = true)
public class BlindContestants {
    private static final int OTHER_VERSIONS = 8;
    private static final int LATEST_SHEETS = 100;

    private final SheetService sheets;
    private final VersionService versions;

    BlindContestants(SheetService sheets, VersionService versions) {
        this.sheets = sheets;
        this.versions = versions;
    }

    /** The version's own strengths first, then no LoRA and production, then other versions; empty without a sheet. */
    public List<Contestant> of(VersionId version) {
        List<SheetSummary> own = sheets.ofVersion(version);
        if (own.isEmpty()) {
            return List.of();
        }
        SheetDetails sheet = sheets.details(own.getFirst().id());
        VersionCard card = versions.details(version).card();
        Set<VersionId> production = new HashSet<>();
        versions.productions(card.character()).stream()
                .filter(one -> !one.contradicted())
                .forEach(one -> production.add(one.id()));
        List<Contestant> found = new ArrayList<>();
        for (SheetColumn column : sheet.columns()) {
            found.add(contestant(sheet, column, card, production));
        }
        found.sort(Comparator.comparing(contestant -> contestant.column().kind() != SheetColumn.Kind.CANDIDATE));
        others(card, sheet, production).forEach(found::add);
        return found;
    }

    public static SheetColumn nearestToRecommended(List<SheetColumn> columns, VersionCard version) {
        Strength best = version.strength().best();
        return columns.stream()
                .filter(column -> column.kind() == SheetColumn.Kind.CANDIDATE)
                .min(Comparator.comparingDouble(column -> column.strength().distance(best)))
                .orElseThrow();
    }

    private static Contestant contestant(
            SheetDetails sheet, SheetColumn column, VersionCard card, Set<VersionId> production) {
        return switch (column.kind()) {
            case NO_LORA -> new Contestant(sheet.head().id(), column, null, "no LoRA", false);
            case CANDIDATE, CHECKPOINT ->
                new Contestant(
                        sheet.head().id(),
                        column,
                        card.id(),
                        card.marked() + " at " + column.label(),
                        production.contains(card.id()));
            case PRODUCTION ->
                new Contestant(
                        sheet.head().id(),
                        column,
                        sheet.head().reference(),
                        sheet.head().referenceName() + " at "
                                + column.strength().label(),
                        sheet.head().reference() != null
                                && production.contains(sheet.head().reference()));
        };
    }

    private List<Contestant> others(VersionCard card, SheetDetails sheet, Set<VersionId> production) {
        Set<VersionId> seen = new HashSet<>();
        seen.add(card.id());
        // The sheet's own column of production shows it already.
        Optional.ofNullable(sheet.head().reference()).ifPresent(seen::add);
        List<Contestant> found = new ArrayList<>();
        for (SheetSummary summary : sheets.ofCharacter(card.character(), Pageable.ofSize(LATEST_SHEETS))) {
            if (found.size() < OTHER_VERSIONS
                    && summary.kind() == SheetKind.STRENGTHS
                    && summary.pictures() > 0
                    && seen.add(summary.version())) {
                SheetDetails other = sheets.details(summary.id());
                VersionCard theirs = versions.details(summary.version()).card();
                if (theirs.baseModel() == card.baseModel()
                        && other.rows().stream()
                                .filter(row -> row.has(sheet.head().triggerWord()))
                                .anyMatch(sheet.rows()::contains)) {
                    found.add(contestant(other, nearestToRecommended(other.columns(), theirs), theirs, production));
                }
            }
        }
        return found;
    }
}
