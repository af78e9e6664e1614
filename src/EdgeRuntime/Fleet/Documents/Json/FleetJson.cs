namespace EdgeActors.Fleet.Documents.Json;

/// <summary><c>fleet.json</c> as text.</summary>
internal static class FleetJson
{
    private const int DayInSeconds = 86_400;

    /// <exception cref="DocumentFormatException">With the first fault.</exception>
    public static FleetDocument Read(ReadOnlyMemory<byte> json) => DocumentRoot.Read(json, root => new FleetDocument
    {
        Fleet = root.Required("fleet").Name(FleetFormat.LongestName),
        Created = root.Required("created").Time(),
        CreatedBy = root.Optional("createdBy")?.Text(0, FleetFormat.LongestText) ?? "",
        Description = root.Optional("description")?.Text(0, FleetFormat.LongestText) ?? "",
        RegistrationLife = Seconds(root.Optional("registrationSeconds"), 60, 30 * DayInSeconds) ?? FleetDocument.UsualRegistrationLife,
        OfflineAfter = Seconds(root.Optional("offlineSeconds"), 10, 90 * DayInSeconds) ?? FleetDocument.UsualOfflineAfter,
    });

    /// <summary>The same bytes for the same contents.</summary>
    public static byte[] Write(FleetDocument document) => DocumentText.Write(isForPeople: true, json =>
    {
        json.WriteString("fleet", document.Fleet);
        json.WriteTime("created", document.Created);
        json.WriteFilled("createdBy", document.CreatedBy);
        json.WriteFilled("description", document.Description);
        json.WriteNumber("registrationSeconds", (long)document.RegistrationLife.TotalSeconds);
        json.WriteNumber("offlineSeconds", (long)document.OfflineAfter.TotalSeconds);
    });

    private static TimeSpan? Seconds(DocumentField? field, long least, long most) =>
        field is { } given ? TimeSpan.FromSeconds(given.Whole(least, most)) : null;
}

/// <summary><c>devices/….json</c> as text.</summary>
internal static class DeviceJson
{
    /// <exception cref="DocumentFormatException">With the first fault.</exception>
    public static DeviceDocument Read(ReadOnlyMemory<byte> json) => DocumentRoot.Read(json, root => new DeviceDocument
    {
        Fleet = root.Required("fleet").Name(FleetFormat.LongestName),
        Device = root.Required("device").Name(FleetFormat.LongestDevice),
        IsActive = root.Optional("active")?.Flag() ?? true,
        Description = root.Optional("description")?.Text(0, FleetFormat.LongestText) ?? "",
        Registered = root.Required("registered").Time(),
    });

    /// <summary>The same bytes for the same contents.</summary>
    public static byte[] Write(DeviceDocument document) => DocumentText.Write(isForPeople: true, json =>
    {
        json.WriteString("fleet", document.Fleet);
        json.WriteString("device", document.Device);
        json.WriteBoolean("active", document.IsActive);
        json.WriteFilled("description", document.Description);
        json.WriteTime("registered", document.Registered);
    });
}
