package io.understudy.versions.sheets;

import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.api.GenerationEstimate;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.versions.VersionCard;
import io.understudy.versions.sheets.plans.SheetPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sheet would be and need, before anything is generated.
 *
 * @param reference the production version in the last column, or null
 * @param pictures places in all
 * @param known pictures that earlier sheets have already
 * @param estimate for the pictures that are missing
 */
public record SheetPreview(
        SheetPlan plan,
        GenerationBackendChoice backend,
        PictureSettings settings,
        List<SheetColumn> columns,
        @Nullable VersionCard reference,
        int pictures,
        int known,
        GenerationEstimate estimate) {
    public SheetPreview {
        columns = List.copyOf(columns);
    }

    public int missing() {
        return pictures - known;
    }
}
