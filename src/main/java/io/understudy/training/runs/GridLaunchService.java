package io.understudy.training.runs;

import io.understudy.identity.MembersOnly;
import io.understudy.platform.core.DomainException;
import io.understudy.training.GridShare;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.BackendChoice;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.JobField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

@Service
@MembersOnly
public class GridLaunchService {
    private final RunService runs;
    private final TrainingBackends backends;

    GridLaunchService(RunService runs, TrainingBackends backends) {
        this.runs = runs;
        this.backends = backends;
    }

    /**
     * Launches a run for each combination of the grid's values. All of them are checked before the first is launched;
     * the same wish, repeated, gives the same runs. When their total is above what the person may spend, all of them are
     * held and decided about together.
     *
     * @throws DomainException.RuleViolation naming the combination that breaks a rule; then nothing is launched
     */
    public List<LaunchResult> launch(LaunchRequest request, ParameterGrid grid) {
        List<TrainingSettings> variants = grid.of(request.parameters());
        if (variants.size() > 1) {
            BackendChoice backend = backends.choice(request.backend());
            refuseWhatIsIgnored(grid, backend, request.parameters().options());
            variants.forEach(variant -> ParameterRules.check(variant, backend));
        }
        GridShare share = variants.size() > 1
                ? new GridShare(request.clientKey(), variants.size(), runs.cost(request.backend(), variants))
                : null;
        List<LaunchRequest> requests = new ArrayList<>();
        for (int variant = 0; variant < variants.size(); variant++) {
            requests.add(new LaunchRequest(
                    request.character(),
                    request.backend(),
                    variants.get(variant),
                    request.fewerConfirmed(),
                    key(request.clientKey(), variant),
                    request.rerunOf()));
        }
        return runs.launch(requests, share);
    }

    /** Several values of a setting that has no effect would be the same run several times, each of them paid. */
    private static void refuseWhatIsIgnored(ParameterGrid grid, BackendChoice backend, Map<String, String> options) {
        Map<JobField, String> ignored = backend.capabilities().ignores(options);
        for (ParameterGrid.Axis axis : grid.axes()) {
            String reason = ignored.get(axis.field());
            if (reason != null) {
                throw DomainException.RuleViolation.in(
                        "values",
                        backend.displayName() + " ignores "
                                + axis.field().label().toLowerCase(Locale.ROOT)
                                + ", so these runs would be the same. " + reason + " Vary another setting.");
            }
        }
    }

    private static UUID key(UUID wish, int variant) {
        return variant == 0 ? wish : UUID.nameUUIDFromBytes((wish + " " + variant).getBytes(StandardCharsets.UTF_8));
    }
}
