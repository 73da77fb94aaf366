package io.understudy.versions.sheets.ui;

import io.understudy.billing.Dollars;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Facts;
import io.understudy.versions.VersionCard;
import io.understudy.versions.sheets.SheetColumn;
import io.understudy.versions.sheets.SheetKind;
import io.understudy.versions.sheets.SheetPreview;
import io.understudy.versions.sheets.plans.SheetPlan;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a sheet would show, how long it would take, and what it would cost. */
class SheetPreviewFacts extends Facts {
    SheetPreviewFacts(SheetPreview offer, SheetKind kind) {
        super("sheet-facts");
        fact(
                "Prompts",
                prompts(offer)
                        + (offer.plan().seeds().size() == 1 ? ", each with seed " : ", each with seeds ")
                        + offer.plan().seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        fact("Columns", offer.columns().stream().map(SheetColumn::label).collect(Collectors.joining(", ")));
        VersionCard reference = offer.reference();
        if (kind == SheetKind.STRENGTHS) {
            fact(
                    "Reference",
                    reference == null
                            ? "no other version is in production, so there is no column for one"
                            : reference.name() + ", in production now");
        }
        PictureSettings settings = offer.settings();
        fact(
                "Settings",
                "%d × %d px, %d steps, guidance %s"
                        .formatted(settings.width(), settings.height(), settings.steps(), settings.guidance()));
        fact("Pictures", pictures(offer));
        fact("Time", time(offer));
        fact("Cost", cost(offer.estimate().dollars()));
    }

    private static String prompts(SheetPreview offer) {
        SheetPlan plan = offer.plan();
        // A sheet over checkpoints adds prompts without the trigger word to a plan that has none.
        int all = offer.pictures() / offer.columns().size() / plan.seeds().size();
        long calling = plan.prompts().stream()
                .filter(prompt -> prompt.contains(SheetPlan.TRIGGER))
                .count();
        return calling == all
                ? String.valueOf(all)
                : all + " (" + (all - calling) + " of them without the trigger word)";
    }

    private static String pictures(SheetPreview offer) {
        return offer.known() == 0
                ? Formats.count(offer.pictures())
                : "%s, of which %s are reused from earlier sheets: same file, prompt, seed and settings"
                        .formatted(Formats.count(offer.pictures()), Formats.count(offer.known()));
    }

    private static String time(SheetPreview offer) {
        return offer.missing() == 0
                ? "none"
                : "about " + Formats.duration(offer.estimate().time());
    }

    private static String cost(@Nullable BigDecimal dollars) {
        return dollars == null ? "nothing: it runs on your own machine" : "about " + Dollars.of(dollars);
    }
}
