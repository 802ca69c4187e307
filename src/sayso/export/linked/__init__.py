"""JSON-LD of other vocabularies. In: sheets. Out: Web Annotation, schema.org, PROV-O."""
