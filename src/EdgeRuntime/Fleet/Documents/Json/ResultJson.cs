namespace EdgeActors.Fleet.Documents.Json;

/// <summary><c>results/…/….json</c> as text.</summary>
internal static class ResultJson
{
    private const int LongestName = 256;

    // A hundred models may each have two reasons, and a character may take six bytes.
    private const int LongestReason = 512;

    /// <exception cref="DocumentFormatException">With the first fault.</exception>
    public static ResultDocument Read(ReadOnlyMemory<byte> json) => DocumentRoot.Read(json, root => new ResultDocument(
        root.Required("fleet").Name(FleetFormat.LongestName),
        root.Required("device").Name(FleetFormat.LongestDevice),
        new DeploymentResult(
            root.Required("deployment").Name(FleetFormat.LongestName),
            root.Required("succeeded").Flag(),
            root.Optional("message")?.Text(0, FleetFormat.LongestText) ?? "",
            root.Required("started").Time(),
            root.Required("ended").Time(),
            [.. root.Required("models").Items(FleetFormat.MostDefinitions).Select(Model)])
        {
            Digest = root.Required("digest").Name(FleetFormat.LongestDevice),
            RolledBack = root.Optional("rolledBack")?.Flag() ?? false,
            Stopped = root.Optional("stopped")?.Flag() ?? false,
        }));

    /// <summary>The same bytes for the same contents.</summary>
    public static byte[] Write(ResultDocument document) => DocumentText.Write(isForPeople: false, json =>
    {
        DeploymentResult result = document.Result;
        json.WriteString("fleet", document.Fleet);
        json.WriteString("device", document.Device);
        json.WriteString("deployment", result.Name);
        json.WriteString("digest", result.Digest);
        json.WriteBoolean("succeeded", result.Succeeded);
        json.WriteBoolean("rolledBack", result.RolledBack);
        if (result.Stopped)
        {
            json.WriteBoolean("stopped", true);
        }

        json.WriteFilled("message", Cut(result.Message, FleetFormat.LongestText));
        json.WriteTime("started", result.Started);
        json.WriteTime("ended", result.Ended);
        json.WriteList("models", result.Models, static (json, model) =>
        {
            json.WriteString("handle", model.Handle);
            json.WriteString("modelName", model.ModelName);
            json.WriteFilled("modelVersion", model.ModelVersion);
            json.WriteString("desired", DocumentWords.Presences.Of(model.Desired));
            json.WriteString("actual", DocumentWords.Presences.Of(model.Actual));
            json.WriteBoolean("succeeded", model.Succeeded);
            json.WriteFilled("reason", Cut(model.Reason, LongestReason));
            json.WriteFilled("rollbackFailure", Cut(model.RollbackFailure, LongestReason));
        });
    });

    private static ModelResult Model(DocumentField field) => new(
        field.Required("handle").Name(LongestName),
        field.Required("modelName").Name(LongestName),
        field.Optional("modelVersion")?.Text(0, LongestName) ?? "",
        field.Required("desired").Choice(DocumentWords.Presences),
        field.Required("actual").Choice(DocumentWords.Presences),
        field.Required("succeeded").Flag(),
        field.Optional("reason")?.Text(0, FleetFormat.LongestText) ?? "",
        field.Optional("rollbackFailure")?.Text(0, FleetFormat.LongestText) ?? "");

    // Reasons come from engines and servers, which know no limit.
    private static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
