package io.understudy.lora.passport;

import io.understudy.lora.AdapterKind;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The passport as JSON for machines; field names and ids are stable, and described in docs/inspect.schema.json. */
public final class PassportJson {
    /** Grows when a field goes or changes its meaning; new fields leave it alone. */
    public static final int SCHEMA_VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.shared();

    private PassportJson() {}

    public static ObjectNode of(Passport passport) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schemaVersion", SCHEMA_VERSION);
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
        rankUse(root, passport.details().rankUse());
        layers(root.putArray("layers"), passport.details());
        metadata(root, passport.details());
        return root;
    }

    private static void rankUse(ObjectNode root, PassportDetails.@Nullable RankUse use) {
        if (use != null) {
            ArrayNode kept = root.putObject("rankUse")
                    .put("measured", use.measured())
                    .put("notMeasured", use.notMeasured())
                    .put("rank", use.rank())
                    .put("carry95", use.carry95())
                    .put("resizeTo", use.resizeTo())
                    .put("lost", use.lost())
                    .put("advice", use.advice())
                    .putArray("kept");
            use.kept().forEach(kept::add);
        }
    }

    private static void layers(ArrayNode layers, PassportDetails details) {
        details.layers().forEach(layer -> {
            ObjectNode node = layers.addObject()
                    .put("module", layer.module())
                    .put("part", layer.part().id());
            if (layer.block() >= 0) {
                node.put("block", layer.block()).put("role", layer.role());
            }
            node.put("rank", layer.rank())
                    .put("alpha", layer.alpha())
                    .put("scale", layer.scale())
                    .put("norm", layer.norm())
                    .put("exact", layer.exact())
                    .put("share", layer.share())
                    .put("directions", layer.directions())
                    .put("condition", layer.condition().id());
        });
    }

    private static void metadata(ObjectNode root, PassportDetails details) {
        ObjectNode metadata = root.putObject("metadata");
        details.metadata().forEach(text -> metadata.put(text.key(), text.value()));
        ObjectNode cut = root.putObject("metadataCut");
        details.metadata().stream()
                .filter(PassportDetails.Text::isCut)
                .forEach(text -> cut.put(text.key(), text.length()));
        PassportDetails.TrainingData data = details.trainingData();
        ObjectNode training = root.putObject("trainingData").put("allTags", data.allTags());
        ArrayNode tags = training.putArray("tags");
        data.tags()
                .forEach(tag -> tags.addObject()
                        .put("folder", tag.folder())
                        .put("tag", tag.tag())
                        .put("count", tag.count()));
        ArrayNode folders = training.putArray("folders");
        data.folders()
                .forEach(folder -> folders.addObject()
                        .put("name", folder.name())
                        .put("images", folder.images())
                        .put("repeats", folder.repeats()));
        ArrayNode merged = training.putArray("mergedFrom");
        data.mergedFrom().forEach(merged::add);
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
