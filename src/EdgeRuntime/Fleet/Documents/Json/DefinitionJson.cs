using System.Text.Json;

namespace EdgeActors.Fleet.Documents.Json;

/// <summary>A model of a deployment as text.</summary>
internal static class DefinitionJson
{
    public static ModelDefinition Read(DocumentField field)
    {
        DocumentField? checksum = field.Optional("checksum");
        return new()
        {
            Handle = field.Required("handle").Name(FleetFormat.LongestDevice * 2),
            Url = field.Optional("url")?.Text(0, FleetFormat.LongestUrl) ?? "",
            ChecksumType = checksum?.Required("type").Text(1, FleetFormat.LongestName) ?? "",
            Checksum = checksum?.Required("sum").Text(1, FleetFormat.LongestDevice) ?? "",
            Sha256 = field.Optional("sha256")?.Text(0, FleetFormat.LongestDevice) ?? "",
            State = field.Required("state").Text(1, FleetFormat.LongestName),
        };
    }

    public static void Write(Utf8JsonWriter json, ModelDefinition definition)
    {
        json.WriteString("handle", definition.Handle);
        json.WriteFilled("url", definition.Url);
        if (definition.Checksum.Length > 0)
        {
            json.WriteStartObject("checksum");
            json.WriteString("type", definition.ChecksumType);
            json.WriteString("sum", definition.Checksum);
            json.WriteEndObject();
        }

        json.WriteFilled("sha256", definition.Sha256);
        json.WriteString("state", definition.State);
    }
}
