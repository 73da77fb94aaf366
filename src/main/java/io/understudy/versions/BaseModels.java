package io.understudy.versions;

/** Which base model the LoRAs of a training backend are made for. */
final class BaseModels {
    static final String MINIATURE_BACKEND = "miniature";
    static final String MINIATURE = "Understudy's miniature";
    static final String FLUX = "FLUX.1 dev";

    private BaseModels() {}

    /** @param backend id of a training backend; all but the miniature train FLUX */
    static String of(String backend) {
        return MINIATURE_BACKEND.equals(backend) ? MINIATURE : FLUX;
    }

    static boolean isFlux(String baseModel) {
        return !MINIATURE.equals(baseModel);
    }
}
