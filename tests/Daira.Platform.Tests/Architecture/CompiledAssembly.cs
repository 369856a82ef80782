using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Daira.Platform.Tests.Architecture;

/// <summary>
/// What a built assembly really uses, read from its metadata and method bodies: the compiler has resolved every alias,
/// extension method and inferred type by then, so that nothing hides behind spelling.
/// </summary>
sealed class CompiledAssembly : IDisposable
{
    private readonly PEReader file;
    private readonly MetadataReader metadata;

    private CompiledAssembly(string path)
    {
        file = new PEReader(File.OpenRead(path));
        metadata = file.GetMetadataReader();
    }

    public static CompiledAssembly Open(string name) => new(Path.Combine(AppContext.BaseDirectory, name + ".dll"));

    public IEnumerable<string> References => metadata.AssemblyReferences.Select(h => metadata.GetString(metadata.GetAssemblyReference(h).Name));

    /// <summary>Every use of a type or member by a type of this assembly.</summary>
    public IEnumerable<Use> Uses() => metadata.TypeDefinitions.SelectMany(UsesOf).Distinct();

    public void Dispose() => file.Dispose();

    private IEnumerable<Use> UsesOf(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var user = NameOf(handle);
        var found = new List<(string Type, string Member)>();
        var names = new TypeNames(this, found);
        Collect(type.BaseType);
        foreach (var each in type.GetInterfaceImplementations())
        {
            Collect(metadata.GetInterfaceImplementation(each).Interface);
        }

        foreach (var field in type.GetFields())
        {
            metadata.GetFieldDefinition(field).DecodeSignature(names, null);
        }

        foreach (var method in type.GetMethods().Select(metadata.GetMethodDefinition))
        {
            method.DecodeSignature(names, null);
            CollectBody(method);
        }

        return found.Select(f => new Use(user, f.Type, f.Member));

        void Collect(EntityHandle token) => names.Add(token);

        void CollectBody(MethodDefinition method)
        {
            if (method.RelativeVirtualAddress == 0)
            {
                return;
            }

            var body = file.GetMethodBody(method.RelativeVirtualAddress);
            if (!body.LocalSignature.IsNil)
            {
                metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(names, null);
            }

            foreach (var (code, token) in Instructions.In(body.GetILReader()))
            {
                if (token is { } used)
                {
                    names.Add(MetadataTokens.EntityHandle(used));
                }
                else
                {
                    found.Add(("instruction", code.Name!));
                }
            }
        }
    }

    private string NameOf(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = metadata.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer
            ? $"{NameOf(outer)}+{name}"
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }

    private string NameOf(TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{NameOf((TypeReferenceHandle)type.ResolutionScope)}+{name}"
            : $"{metadata.GetString(type.Namespace)}.{name}";
    }

    /// <summary>Notes every type that a signature or token names.</summary>
    private sealed class TypeNames(CompiledAssembly assembly, List<(string Type, string Member)> found) : ISignatureTypeProvider<string, object?>
    {
        private readonly MetadataReader metadata = assembly.metadata;

        public void Add(EntityHandle token)
        {
            switch (token.Kind)
            {
                case HandleKind.TypeDefinition when token.IsNil: // the base type of an interface
                    break;
                case HandleKind.TypeDefinition:
                    Note(assembly.NameOf((TypeDefinitionHandle)token));
                    break;
                case HandleKind.TypeReference:
                    Note(assembly.NameOf((TypeReferenceHandle)token));
                    break;
                case HandleKind.TypeSpecification:
                    metadata.GetTypeSpecification((TypeSpecificationHandle)token).DecodeSignature(this, null);
                    break;
                case HandleKind.MethodDefinition:
                    var method = metadata.GetMethodDefinition((MethodDefinitionHandle)token);
                    Note(assembly.NameOf(method.GetDeclaringType()), metadata.GetString(method.Name));
                    break;
                case HandleKind.FieldDefinition:
                    var field = metadata.GetFieldDefinition((FieldDefinitionHandle)token);
                    Note(assembly.NameOf(field.GetDeclaringType()), metadata.GetString(field.Name));
                    break;
                case HandleKind.MethodSpecification:
                    var specification = metadata.GetMethodSpecification((MethodSpecificationHandle)token);
                    specification.DecodeSignature(this, null);
                    Add(specification.Method);
                    break;
                case HandleKind.MemberReference:
                    AddMember(metadata.GetMemberReference((MemberReferenceHandle)token));
                    break;
            }
        }

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Note(assembly.NameOf(handle));

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Note(assembly.NameOf(handle));

        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => Note($"System.{typeCode}");

        public string GetArrayType(string elementType, ArrayShape shape) => elementType;

        public string GetByReferenceType(string elementType) => elementType;

        public string GetFunctionPointerType(MethodSignature<string> signature) => signature.ReturnType;

        public string GetGenericInstantiation(string genericType, System.Collections.Immutable.ImmutableArray<string> typeArguments) => genericType;

        public string GetGenericMethodParameter(object? genericContext, int index) => "";

        public string GetGenericTypeParameter(object? genericContext, int index) => "";

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

        public string GetPinnedType(string elementType) => elementType;

        public string GetPointerType(string elementType) => elementType;

        public string GetSZArrayType(string elementType) => elementType;

        private void AddMember(MemberReference member)
        {
            var owner = member.Parent.Kind switch
            {
                HandleKind.TypeReference => assembly.NameOf((TypeReferenceHandle)member.Parent),
                HandleKind.TypeDefinition => assembly.NameOf((TypeDefinitionHandle)member.Parent),
                HandleKind.TypeSpecification => metadata.GetTypeSpecification((TypeSpecificationHandle)member.Parent).DecodeSignature(this, null),
                _ => "",
            };
            var takesNothing = member.GetKind() == MemberReferenceKind.Method && member.DecodeMethodSignature(this, null).ParameterTypes.IsEmpty;
            Note(owner, metadata.GetString(member.Name) + (takesNothing ? "()" : ""));
        }

        private string Note(string type, string member = "")
        {
            found.Add((type, member));
            return type;
        }
    }
}

/// <param name="User">Type that uses, e.g. <c>Daira.Core.Seats.Allocation</c>.</param>
/// <param name="Type">Type used; <c>instruction</c> for a bare operation of the virtual machine.</param>
/// <param name="Member">Member used, with <c>()</c> when it takes no argument; empty for the type alone.</param>
sealed record Use(string User, string Type, string Member)
{
    public string Namespace => Type.Contains('.') ? Type[..Type.LastIndexOf('.')] : "";
}
