package io.understudy.training.queue;

import io.understudy.billing.Charge;
import io.understudy.billing.SpendService;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FalConnection;
import io.understudy.training.RunId;
import io.understudy.training.TrainingSettings;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.RunDecisionService;
import io.understudy.training.runs.RunProbe;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Base of the tests of runs at fal, to which an admin has connected the product. */
abstract class FalTrainingTest extends TrainingTest {
    static final FakeFal FAL = FakeFal.shared();
    static final String FAST = "fal-flux-lora-fast-training";
    static final YearMonth MARCH = YearMonth.of(2026, 3);

    @Autowired
    FalConnection connection;

    @Autowired
    RunDecisionService decisions;

    @Autowired
    SpendService spend;

    @Autowired
    RunProbe awaited;

    @BeforeEach
    void connect() {
        FAL.forget();
        FAL.deliver(FakeFal.anyLora());
        asAdmin();
        connection.connect(FakeFal.KEY);
        asMember();
    }

    RunId launch(int steps) {
        return runs.launch(request(steps)).run();
    }

    LaunchRequest request(int steps) {
        TrainingSettings asked =
                new TrainingSettings(new TriggerWord("ohwx woman"), steps, 1e-4, 16, 16, 1, 1024, 7, 0, 0, List.of());
        return new LaunchRequest(ava, FAST, asked, true, UUID.randomUUID(), null);
    }

    List<Charge> charges() {
        asAdmin();
        return spend.charges(MARCH, 0, 10);
    }

    void asAdmin() {
        people.signIn(people.admin("Ada"));
    }

    void asMember() {
        people.signIn(people.member("Mara"));
    }
}
