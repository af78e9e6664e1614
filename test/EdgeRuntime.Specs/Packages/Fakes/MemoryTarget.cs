using EdgeActors.Packages.Unpacking;

namespace EdgeActors.Specs.Packages.Fakes;

/// <summary>Keeps files in memory, and counts what was written.</summary>
internal sealed class MemoryTarget : IPackageTarget
{
    public Dictionary<string, MemoryStream> Files { get; } = new(StringComparer.Ordinal);

    public List<string> Folders { get; } = [];

    public long Written => Files.Values.Sum(file => file.Length);

    public byte[] this[string name] => Files[name].ToArray();

    public void MakeFolder(string path) => Folders.Add(path);

    public IPackageFile Create(string path, long length) => new Kept(Files[path] = new MemoryStream());

    private sealed class Kept(MemoryStream bytes) : IPackageFile
    {
        public void Write(ReadOnlySpan<byte> content) => bytes.Write(content);

        public void Complete()
        {
            // What was written is there.
        }

        public void Dispose()
        {
            // The spec reads it.
        }
    }
}
