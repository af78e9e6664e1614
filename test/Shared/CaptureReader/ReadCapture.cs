using System.Collections.Immutable;

namespace EdgeActors.Specs.CaptureReading;

/// <summary>One record with its payloads.</summary>
/// <param name="ManifestKey">Where it stood.</param>
/// <param name="Fleet"><c>deviceFleetName</c>.</param>
/// <param name="Device"><c>deviceId</c>.</param>
/// <param name="CaptureId"><c>eventId</c>.</param>
/// <param name="InferenceTime">UTC, whole seconds.</param>
/// <param name="ModelName">As told.</param>
/// <param name="ModelVersion">As told.</param>
/// <param name="Items">Auxiliary inputs, auxiliary outputs, inputs, outputs.</param>
public sealed record ReadCapture(
    string ManifestKey,
    string Fleet,
    string Device,
    string CaptureId,
    DateTime InferenceTime,
    string ModelName,
    string ModelVersion,
    ImmutableArray<ReadItem> Items);

/// <summary>One tensor or auxiliary datum.</summary>
/// <param name="Array">The record's array that it stood in.</param>
/// <param name="Name">As told.</param>
/// <param name="ContentType"><c>observedContentType</c>.</param>
/// <param name="Key">Key of its object; null when the record embeds it.</param>
/// <param name="Bytes">The payload, decoded when embedded.</param>
public sealed record ReadItem(string Array, string Name, string ContentType, string? Key, byte[] Bytes);

/// <summary>Captured data are not as the contract says.</summary>
public sealed class CaptureFormatException(string key, string fault) : Exception($"{key} {fault}");
