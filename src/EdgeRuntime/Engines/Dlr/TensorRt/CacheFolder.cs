using System.Text.RegularExpressions;
using EdgeActors.Storage.Files;

namespace EdgeActors.Engines.Dlr.TensorRt;

/// <summary>One model's folder in the cache. TensorRT writes a plan and its description per engine; their names differ in the end only.</summary>
/// <param name="path">Full path.</param>
/// <param name="calls">The system's calls.</param>
internal sealed partial class CacheFolder(string path, IFileCalls calls)
{
    /// <summary>Full path.</summary>
    public string Path => path;

    /// <summary>Its name in the cache.</summary>
    public string Name { get; } = System.IO.Path.GetFileName(path);

    /// <summary>The folders of a cache; what else lies there is not the agent's.</summary>
    public static IEnumerable<CacheFolder> Of(string root, IFileCalls calls) => new DirectoryInfo(root).EnumerateDirectories()
        .Where(static folder => folder.LinkTarget is null && OfAModel().IsMatch(folder.Name))
        .Select(folder => new CacheFolder(folder.FullName, calls));

    /// <summary>Its engines, for <see cref="Eviction"/>.</summary>
    public IReadOnlyList<CachedEngine> Engines(bool inUse)
    {
        UseRecord record = UseRecord.Read(path);
        return [.. Files().GroupBy(EngineOf).Select(files => new CachedEngine(Name, files.Key, files.Sum(static f => f.Length), record.Uses, record.LastUse, inUse))];
    }

    /// <summary>Removes what may be torn and notes another use; the names of the engines that went.</summary>
    public IReadOnlyList<string> Begin(DateTimeOffset now)
    {
        Directory.CreateDirectory(path);
        UseRecord record = UseRecord.Read(path);
        string[] torn = [.. Files().GroupBy(EngineOf).Where(files => !files.All(record.Knows)).Select(static files => files.Key)];
        Array.ForEach(torn, Remove);
        new UseRecord(record.Uses + 1, now, [.. Files().Select(static f => new SealedFile(f.Name, f.Length))]).Write(calls, path);
        return torn;
    }

    /// <summary>Brings what TensorRT has written to stable storage and notes that it is whole. Only while no run is under way.</summary>
    public void Seal()
    {
        UseRecord record = UseRecord.Read(path);
        FileInfo[] files = [.. Files()];
        if (files.Length == record.Files.Count && files.All(record.Knows))
        {
            return;
        }

        using (OpenedFile folder = OpenedFile.Open(calls, null, path, FileOpening.Folder))
        {
            foreach (FileInfo fresh in files.Where(file => !record.Knows(file)))
            {
                using OpenedFile file = OpenedFile.Open(calls, folder, fresh.Name, FileOpening.Read);
                file.Sync();
            }
        }

        (record with { Files = [.. files.Select(static f => new SealedFile(f.Name, f.Length))] }).Write(calls, path);
    }

    /// <summary>Removes an engine. The plan goes first: without it TensorRT looks at nothing else.</summary>
    public void Remove(string engine)
    {
        foreach (FileInfo file in Files().Where(file => EngineOf(file) == engine).OrderByDescending(static file => file.Extension == ".plan"))
        {
            file.Delete();
        }
    }

    /// <summary>Removes the folder when no engine is left.</summary>
    public void RemoveIfEmpty()
    {
        if (!Files().Any())
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private IEnumerable<FileInfo> Files() => new DirectoryInfo(path).EnumerateFiles()
        .Where(static file => file.Name != UseRecord.FileName && !DurableFile.IsTemporary(file.Name))
        .OrderBy(static file => file.Name, StringComparer.Ordinal);

    private static string EngineOf(FileInfo file) => System.IO.Path.GetFileNameWithoutExtension(file.Name);

    [GeneratedRegex(@"\A[0-9a-f]{32}(-[0-9]{1,4})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex OfAModel();
}
