using EdgeActors.Models;
using EdgeActors.Models.Tensors;
using EdgeActors.Protocol.Grpc;

namespace EdgeActors.Grpc.Agent;

/// <summary>Which model a request means: its handle, or its (older) name when it has no handle.</summary>
internal static class ModelKey
{
    /// <exception cref="GrpcException">INVALID_ARGUMENT: neither is set.</exception>
    public static string Of(string handle, string name) => handle.Length > 0 ? handle
        : name.Length > 0 ? name
        : throw Refuse("the request names no model: set handle (or name) to the alias of the model");

    /// <summary>As <see cref="Of"/>, for requests whose alias has to obey <see cref="ModelAlias.Rule"/>.</summary>
    /// <exception cref="GrpcException">INVALID_ARGUMENT: neither is set, or the rule is broken.</exception>
    public static string AliasOf(string handle, string name)
    {
        string alias = Of(handle, name);
        return ModelAlias.IsValid(alias) ? alias : throw Refuse(
            $"the alias \"{new TensorName(alias)}\" is not allowed: it must have {ModelAlias.Rule}; try \"{ModelAlias.Suggest(alias)}\"");
    }

    public static GrpcException Refuse(string what) => ModelFaultStatus.ToException(new ModelFault(FaultCode.InvalidArgument, what));
}
