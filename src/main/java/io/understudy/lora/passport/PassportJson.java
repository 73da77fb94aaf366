package io.understudy.lora.passport;

import io.understudy.lora.AdapterKind;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The passport as JSON for machines; field names and ids are stable. */
public final class PassportJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private PassportJson() {}

    public static ObjectNode of(Passport passport) {
        ObjectNode root = JSON.createObjectNode();
        root.put("family", passport.family().id());
        AdapterKind adapter = passport.adapter();
        root.put("adapter", adapter == null ? null : adapter.id());
        root.put("model", passport.model().family().id());
        root.put("modelName", passport.model().name());
        root.put("modelReason", passport.model().reason());
        root.put("rank", passport.rank());
        ObjectNode ranks = root.putObject("ranks");
        new TreeMap<>(passport.ranks()).forEach(ranks::put);
        root.put("alpha", passport.alpha());
        root.put("alphaSource", passport.alphaSource());
        root.put("scale", passport.scale());
        ArrayNode parts = root.putArray("parts");
        passport.parts().forEach(part -> parts.add(part.id()));
        root.put("modules", passport.modules());
        root.put("tensors", passport.tensors());
        root.put("parameters", passport.parameters());
        root.put("size", passport.size());
        ObjectNode dtypes = root.putObject("dtypes");
        new TreeMap<>(passport.dtypes()).forEach(dtypes::put);
        coverage(root, passport);
        ArrayNode norms = root.putArray("norms");
        passport.norms()
                .forEach(norm -> norms.addObject()
                        .put("part", norm.part().id())
                        .put("block", norm.block())
                        .put("modules", norm.modules())
                        .put("norm", norm.norm()));
        root.putObject("hashes")
                .put("sha256", passport.hashes().sha256())
                .put("autoV2", passport.hashes().autoV2())
                .put("autoV3", passport.hashes().autoV3())
                .put("sshs_model_hash", passport.hashes().sshsModelHash())
                .put("sshs_legacy_hash", passport.hashes().sshsLegacyHash());
        ObjectNode training = root.putObject("training");
        passport.training().forEach(fact -> training.put(fact.label(), fact.value()));
        ArrayNode claims = root.putArray("claims");
        passport.claims()
                .forEach(claim -> claims.addObject()
                        .put("key", claim.key())
                        .put("claimed", claim.claimed())
                        .put("found", claim.found())
                        .put("agrees", claim.agrees()));
        ArrayNode fits = root.putArray("fits");
        passport.fits()
                .forEach(fit -> fits.addObject()
                        .put("target", fit.target().id())
                        .put("outcome", fit.outcome().id())
                        .put("reason", fit.reason()));
        ArrayNode problems = root.putArray("problems");
        passport.problems().forEach(problems::add);
        return root;
    }

    private static void coverage(ObjectNode root, Passport passport) {
        Passport.Coverage coverage = passport.coverage();
        if (coverage != null) {
            root.putObject("coverage")
                    .put("present", coverage.present())
                    .put("complete", coverage.complete())
                    .put("expectedParameters", coverage.expectedParameters());
        }
    }
}
