package io.understudy.api.generations;

import io.understudy.api.problems.RequestProblem;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.jobs.GenerationService;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Tells pictures that cost nothing from those that a person must have generated. */
@Component
public class FreePictures {
    private final GenerationService jobs;

    FreePictures(GenerationService jobs) {
        this.jobs = jobs;
    }

    boolean on(GenerationBackendChoice backend, PictureSettings settings, int pictures) {
        return jobs.cost(backend.id(), settings, pictures).free();
    }

    /**
     * @param where a person can have them generated
     * @throws RequestProblem with 403 when they cost money
     */
    public void require(GenerationBackendChoice backend, PictureSettings settings, int pictures, String where) {
        if (!on(backend, settings, pictures)) {
            throw new RequestProblem(
                    HttpStatus.FORBIDDEN,
                    "backend",
                    backend.name() + " charges for pictures, and no program pays for them. A person has them generated "
                            + where + ".");
        }
    }
}
