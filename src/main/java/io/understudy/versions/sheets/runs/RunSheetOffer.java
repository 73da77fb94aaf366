package io.understudy.versions.sheets.runs;

import io.understudy.billing.CostEstimate;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.api.GenerationEstimate;
import io.understudy.versions.sheets.SheetColumn;
import java.util.List;

/**
 * What a sheet over the checkpoints of a run that trains would be and need.
 *
 * @param pictures in all
 * @param estimate for all pictures, if none of them waits
 * @param cost what the person is asked to agree to
 */
public record RunSheetOffer(
        GenerationBackendChoice backend,
        List<SheetColumn> columns,
        int pictures,
        GenerationEstimate estimate,
        CostEstimate cost) {
    public RunSheetOffer {
        columns = List.copyOf(columns);
    }
}
