using EdgeActors.Models.Package;
using EdgeActors.Packages.Unpacking;
using EdgeActors.Wording;

namespace EdgeActors.Packages.Creating;

/// <summary>A file that goes into a package.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Path">Where it is; null for one that is made here.</param>
/// <param name="Content">What is in it, when it is made here.</param>
internal sealed record ModelFile(string Name, string? Path, byte[]? Content = null);

/// <summary>Collects what goes into a package: one ONNX or ORT file, or a folder with all in it.</summary>
internal static class ModelFiles
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0 };

    /// <summary>The files, with a manifest, in the order of their names.</summary>
    /// <param name="source">The file or folder.</param>
    /// <param name="name">What the model is called.</param>
    /// <param name="version">Its version.</param>
    /// <exception cref="PackageException">A name, a link or another manifest is in the way.</exception>
    public static IReadOnlyList<ModelFile> Of(string source, string name, string version)
    {
        List<ModelFile> files = File.Exists(source) ? [new ModelFile(Path.GetFileName(source), source)]
            : Directory.Exists(source) ? [.. Below(source, "", new UnpackLimits().Levels)]
            : throw new PackageException($"there is no file or folder {Printable.Of(source, int.MaxValue)}");
        if (!files.Any(file => PackageManifest.FileNames.Contains(file.Name)))
        {
            files.Add(new ModelFile(PackageManifest.FileNames[0], null, Text(name, version)));
        }
        else if (PackageManifest.Read(source) is var there && (there.Name != name || there.Version != version))
        {
            throw new PackageException(
                $"{source} has a manifest that says \"{Printable.Of(there.Name ?? "")}\" {Printable.Of(there.Version ?? "")}; give the same name and version, or remove it");
        }

        TakenNames names = new();
        files.ForEach(file => names.AddFile(file.Name));
        return files.Count > 1 || files[0].Path is not null
            ? [.. files.OrderBy(static file => file.Name, StringComparer.Ordinal)]
            : throw new PackageException($"{Printable.Of(source, int.MaxValue)} is an empty folder");
    }

    // The form that the old service wrote, as far as its clients read it.
    private static byte[] Text(string name, string version)
    {
        using MemoryStream bytes = new();
        using (System.Text.Json.Utf8JsonWriter json = new(bytes, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteString("model_name", name);
            json.WriteString("model_version", version);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    private static IEnumerable<ModelFile> Below(string folder, string prefix, int levels)
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Everything))
        {
            string name = prefix + entry.Name;
            if (EntryName.Fault(name, levels) is { } fault)
            {
                throw new PackageException($"\"{Printable.Of(name)}\" cannot go into a package, since its name {fault}");
            }

            if (entry.LinkTarget is not null)
            {
                throw new PackageException($"\"{Printable.Of(name)}\" is a link; put the file itself there");
            }

            foreach (ModelFile file in entry is DirectoryInfo ? Below(entry.FullName, name + "/", levels) : [new ModelFile(name, entry.FullName)])
            {
                yield return file;
            }
        }
    }
}
