using System.Collections.Immutable;

namespace EdgeActors.Fleet.Documents.Json;

/// <summary><c>desired.json</c> as text.</summary>
internal static class DesiredJson
{
    private const long LargestRevision = (1L << 53) - 1;

    /// <exception cref="DocumentFormatException">With the first fault.</exception>
    public static DesiredDocument Read(ReadOnlyMemory<byte> json) => DocumentRoot.Read(json, root => new DesiredDocument
    {
        Fleet = root.Required("fleet").Name(FleetFormat.LongestName),
        Revision = root.Required("revision").Whole(1, LargestRevision),
        Written = root.Required("written").Time(),
        WrittenBy = root.Optional("writtenBy")?.Text(0, FleetFormat.LongestText) ?? "",
        Expires = root.Optional("expires")?.Time(),
        Deployments = Unique(root.Required("deployments").Items(FleetFormat.MostDeployments), Deployment, deployment => deployment.Name),
    });

    /// <summary>The same bytes for the same contents.</summary>
    public static byte[] Write(DesiredDocument document) => DocumentText.Write(isForPeople: true, json =>
    {
        json.WriteString("fleet", document.Fleet);
        json.WriteNumber("revision", document.Revision);
        json.WriteTime("written", document.Written);
        json.WriteFilled("writtenBy", document.WrittenBy);
        json.WriteTime("expires", document.Expires);
        json.WriteList("deployments", document.Deployments, static (json, one) =>
        {
            json.WriteString("name", one.Name);
            json.WriteString("type", one.Type);
            json.WriteString("failureHandlingPolicy", one.FailureHandlingPolicy);
            json.WriteString("order", DocumentWords.Orders.Of(one.Order));
            json.WriteList("definitions", one.Definitions, DefinitionJson.Write);
            json.WriteList("stages", one.Stages, StageJson.Write);
        });
    });

    /// <summary>Reads items of which no two may have the same name.</summary>
    private static ImmutableArray<T> Unique<T>(IEnumerable<DocumentField> items, Func<DocumentField, T> read, Func<T, string> name)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        return [.. items.Select(item =>
        {
            T one = read(item);
            return names.Add(name(one)) ? one : throw item.Required("name").Wrong("is another one's name as well", "give each its own");
        })];
    }

    private static DesiredDeployment Deployment(DocumentField field) => new()
    {
        Name = field.Required("name").Name(FleetFormat.LongestName),
        Type = field.Required("type").Text(1, FleetFormat.LongestName),
        FailureHandlingPolicy = field.Required("failureHandlingPolicy").Text(1, FleetFormat.LongestName),
        Order = field.Optional("order")?.Choice(DocumentWords.Orders) ?? StandingOrder.Run,
        Definitions = [.. field.Required("definitions").Items(FleetFormat.MostDefinitions, 1).Select(DefinitionJson.Read)],
        Stages = Unique(field.Required("stages").Items(FleetFormat.MostStages, 1), StageJson.Read, stage => stage.Name),
    };
}
