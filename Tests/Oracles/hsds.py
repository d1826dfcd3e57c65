"""Each organisation of an export against the compiled schema of an edition, strictly: see Tests/Oracles/hsds."""

import json
import sys

import jsonschema


def strict(schema):
    """The same schema, in which no object may have a property that is not its own."""
    if isinstance(schema, dict):
        made = {key: strict(value) for key, value in schema.items()}
        if isinstance(made.get("properties"), dict):
            made["additionalProperties"] = False
        return made
    return [strict(part) for part in schema] if isinstance(schema, list) else schema


def main():
    folder, editions = sys.argv[1], sys.argv[2:]
    failed = False
    for edition in editions:
        with open(f"{edition}/schema/compiled/organization.json") as file:
            schema = strict(json.load(file))
        validator = jsonschema.Draft202012Validator(schema)
        for audience in ("publication", "exchange"):
            with open(f"{folder}/{audience}.json") as file:
                organizations = json.load(file)["contents"]
            faults = [fault for one in organizations for fault in validator.iter_errors(one)]
            print(f"{edition}: {audience}: {len(organizations)} organisations, {len(faults)} faults")
            for fault in faults[:5]:
                print("  ", "/".join(map(str, fault.absolute_path)), fault.message[:160])
            failed |= bool(faults)
    sys.exit(failed)


main()
