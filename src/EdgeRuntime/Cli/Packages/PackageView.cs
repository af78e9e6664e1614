using System.Globalization;
using EdgeActors.Configuration;
using EdgeActors.Packages;
using EdgeActors.Packages.Creating;
using EdgeActors.Wording;

namespace EdgeActors.Cli.Packages;

/// <summary>Shows a package.</summary>
internal static class PackageView
{
    /// <summary>Writes all that is known of it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="path">The package's path.</param>
    /// <param name="facts">What it is.</param>
    /// <param name="signature">What is known of its signature: a word, its file, its key, until when; null for nothing.</param>
    public static void Write(
        CommandOutput output, string path, PackageFacts facts, (string State, string File, string KeyId, DateTimeOffset? Expires)? signature)
    {
        if (output.IsJson)
        {
            output.Json(json =>
            {
                json.WriteString("package", path);
                facts.WriteJson(json);
                if (signature is { } known)
                {
                    json.WriteStartObject("signature");
                    json.WriteString("state", known.State);
                    json.WriteString("file", known.File);
                    json.WriteString("keyId", known.KeyId);
                    if (known.Expires is { } expires)
                    {
                        json.WriteString("expires", expires);
                    }

                    json.WriteEndObject();
                }
            });
            return;
        }

        output.Line($"{path}: {facts.Manifest.Name ?? "a model without a name"} {facts.Manifest.Version ?? "without a version"}, {ByteSize.Show(facts.Bytes)}");
        output.Line($"  sha256  {facts.Sha256}");
        output.Line($"  sha1    {facts.Sha1}");
        foreach (PackageFile file in facts.Files)
        {
            output.Line($"  file    {Printable.Of(file.Name)} ({ByteSize.Show(file.Length)})");
        }

        if (signature is { } shown)
        {
            string until = shown.Expires is { } end ? string.Create(CultureInfo.InvariantCulture, $", until {end.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC") : "";
            output.Line($"  {shown.State} by key {shown.KeyId}{until}: {shown.File}");
        }
    }
}
