using System.Text;
using EdgeActors.Packaging;
using EdgeActors.Packaging.Archives;
using EdgeActors.Packaging.Contents;
using EdgeActors.Packaging.Documents;

try
{
    Arguments given = Arguments.Parse(args);
    switch (given.Verb)
    {
        case "describe":
            IReadOnlyList<Component> parts = ShippedParts.Of(given["assets"], given["npm-lock"], given["rid"]);
            File.WriteAllBytes(given["sbom"], Sbom.Write(new Product(given["version"], given["rid"]), parts, given.Epoch));
            File.WriteAllText(given["notices"], Notices.Write(parts, new LicenceTexts(given["licences"])), new UTF8Encoding(false));
            break;
        case "zip":
            SameZip.Create(given["folder"], given["out"], given.Epoch);
            break;
        case "sums":
            File.WriteAllText(Path.Combine(given["folder"], Checksums.FileName), Checksums.Of(given["folder"]));
            break;
        default:
            throw new PackagingException($"'{given.Verb}' is no verb; use describe, zip or sums.");
    }

    return 0;
}
catch (Exception failure) when (failure is PackagingException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"packaging: {failure.Message}");
    return 1;
}
