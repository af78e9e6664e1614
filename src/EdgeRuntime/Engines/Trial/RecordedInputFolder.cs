using System.Collections.Immutable;
using System.Globalization;
using EdgeActors.Models.Swap.Trial;
using EdgeActors.Models.Tensors;
using EdgeActors.NumPy;
using EdgeActors.Wording;

namespace EdgeActors.Engines.Trial;

/// <summary>
/// Inputs that a package brings for its trial: <c>edgeactors_trial/&lt;input&gt;.npy</c> beside the model, one file for each input.
/// </summary>
internal sealed class RecordedInputFolder : ITrialInputs
{
    /// <summary>The folder's name.</summary>
    public const string Name = "edgeactors_trial";

    /// <inheritdoc />
    public async Task<RecordedInputs> ReadAsync(
        string folder, ImmutableArray<TensorSpec> declared, long maxBytes, CancellationToken cancelled)
    {
        try
        {
            DirectoryInfo recorded = new(Path.Combine(folder, Name));
            FileInfo[] files = recorded.Exists ? recorded.GetFiles("*" + RecordedFiles.Extension) : [];
            return files.Length == 0 ? RecordedInputs.None
                : Fault(files, declared, maxBytes) is { } fault ? new RecordedInputs([], $"{Name}: {fault}")
                : await ReadAsync(files, declared, cancelled);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new RecordedInputs([], $"{Name}: {unreadable.Message}");
        }
    }

    private static string? Fault(FileInfo[] files, ImmutableArray<TensorSpec> declared, long maxBytes)
    {
        // Pipes and devices have no length, and waiting for one would never end.
        if (files.FirstOrDefault(static file => file.LinkTarget is not null || file.Length == 0) is { } odd)
        {
            return $"'{Printable.Of(odd.Name)}' is empty or no file; save the input into it";
        }

        long bytes = files.Sum(static file => file.Length);
        return bytes > maxBytes
            ? string.Create(CultureInfo.InvariantCulture, $"its files have {bytes} bytes and may have {maxBytes}; record smaller inputs")
            : RecordedFiles.Fault(declared, [.. files.Select(static file => file.Name)]);
    }

    private static async Task<RecordedInputs> ReadAsync(FileInfo[] files, ImmutableArray<TensorSpec> declared, CancellationToken cancelled)
    {
        ImmutableArray<TrialTensor>.Builder tensors = ImmutableArray.CreateBuilder<TrialTensor>(declared.Length);
        foreach (TensorSpec input in declared)
        {
            FileInfo file = files.Single(each => each.Name == RecordedFiles.NameOf(input.Name));
            try
            {
                TensorValue value = NpyFile.Read(await File.ReadAllBytesAsync(file.FullName, cancelled));
                tensors.Add(new TrialTensor(input.Name, value.Type, [.. value.Shape], value.Bytes));
            }
            catch (TensorFormatException malformed)
            {
                return new RecordedInputs([], $"{Name}: '{file.Name}' cannot be used: {malformed.Message}");
            }
        }

        return new RecordedInputs(tensors.MoveToImmutable());
    }
}
