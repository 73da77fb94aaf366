package io.understudy.support;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/**
 * The schema of CycloneDX 1.6 as CycloneDX's own library carries it. That library's check is not used: it needs an older
 * release of the schema validator than the product has.
 */
public final class BillOfMaterialsSchema {
    private static final String ADDRESS = "http://cyclonedx.org/schema/";

    private BillOfMaterialsSchema() {}

    /** Where a bill of materials is not what the schema says; empty for a valid one. */
    public static List<Error> errors(String json) {
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_7,
                        registry -> registry.schemaIdResolvers(found -> found.mapPrefix(ADDRESS, "classpath:")))
                .getSchema(SchemaLocation.of(ADDRESS + "bom-1.6.schema.json"))
                .validate(json, InputFormat.JSON);
    }
}
