using System.Text.Json;
using EdgeActors.Models.Tensors;

namespace EdgeActors.Specs.SharedModels;

/// <summary>
/// The shared set of models with known answers. It lies in the folder that EDGEACTORS_MODELS names, or in shared/models beside
/// the project's root; specs that need it are skipped, visibly, where it is absent.
/// </summary>
public static class ModelIndex
{
    private const string FileName = "index.json";

    private static readonly Lazy<string?> Found = new(Find);
    private static readonly Lazy<IReadOnlyList<ModelEntry>> Read = new(() => [.. Parse(Path.Combine(Found.Value!, FileName))]);

    /// <summary>Why specs are skipped; null when the models are there.</summary>
    public static string? Absent => Found.Value is null ? "The shared models are not here; set EDGEACTORS_MODELS to their folder." : null;

    /// <summary>The folder of all models.</summary>
    public static string Root => Found.Value ?? throw new InvalidOperationException(Absent);

    /// <summary>Every entry, in the index's order.</summary>
    public static IReadOnlyList<ModelEntry> Entries => Read.Value;

    /// <summary>The entry of a folder such as <c>nets/mnist</c>.</summary>
    public static ModelEntry Entry(string folder) => Entries.Single(entry => entry.Folder == folder);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("EDGEACTORS_MODELS") is { Length: > 0 } named)
        {
            return File.Exists(Path.Combine(named, FileName)) ? named : null;
        }

        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string beside = Path.Combine(at.FullName, "shared", "models");
            if (File.Exists(Path.Combine(beside, FileName)))
            {
                return beside;
            }
        }

        return null;
    }

    private static IEnumerable<ModelEntry> Parse(string file)
    {
        using JsonDocument index = JsonDocument.Parse(File.ReadAllBytes(file));
        foreach (JsonElement entry in index.RootElement.GetProperty("models").EnumerateArray())
        {
            string folder = entry.GetProperty("folder").GetString()!;
            yield return new ModelEntry(
                folder,
                Path.GetFullPath(Path.Combine(Root, folder)),
                Enum.Parse<Expected>(entry.GetProperty("expected").GetString()!, ignoreCase: true),
                Tensors(entry, "inputs"),
                Tensors(entry, "outputs"),
                entry.TryGetProperty("rtol", out JsonElement relative) ? relative.GetDouble() : 1e-3,
                entry.TryGetProperty("atol", out JsonElement absolute) ? absolute.GetDouble() : 1e-5);
        }
    }

    private static List<IndexedTensor>? Tensors(JsonElement entry, string side) =>
        entry.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.Object
            ? [.. data.GetProperty(side).EnumerateArray().Select(Tensor)]
            : null;

    private static IndexedTensor Tensor(JsonElement tensor) => new(
        tensor.GetProperty("name").GetString()!,
        Enum.TryParse(tensor.GetProperty("dtype").GetString(), ignoreCase: true, out TensorType type) ? type : null,
        [.. tensor.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64())],
        tensor.GetProperty("file").GetString()!);
}

/// <summary>What is expected of a model.</summary>
public enum Expected
{
    /// <summary>Loads, and gives the outputs listed, if any.</summary>
    Ok,

    /// <summary>Has a type that the protocol has no code for: a clean error at load or run.</summary>
    Unsupported,

    /// <summary>A clean error at load.</summary>
    Bad,

    /// <summary>Loads, and misbehaves in a run.</summary>
    Hostile,
}

/// <summary>One model of the set. Inputs and outputs are null when the index gives no data.</summary>
public sealed record ModelEntry(
    string Folder,
    string Path,
    Expected Expected,
    IReadOnlyList<IndexedTensor>? Inputs,
    IReadOnlyList<IndexedTensor>? Outputs,
    double RelativeTolerance,
    double AbsoluteTolerance)
{
    /// <summary>The bytes of one of its tensors.</summary>
    public byte[] Bytes(IndexedTensor tensor) => File.ReadAllBytes(System.IO.Path.Combine(Path, tensor.File));

    /// <summary>Whether every tensor has a type of the protocol, so that data can be sent at all.</summary>
    public bool HasUsableData => Inputs is not null && Outputs is not null && Inputs.Concat(Outputs).All(tensor => tensor.Type is not null);
}

/// <summary>A tensor of known content. Type is null when the protocol has no code for it.</summary>
public sealed record IndexedTensor(string Name, TensorType? Type, long[] Shape, string File);
