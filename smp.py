import sys; sys.path.insert(0,'/tmp/f6/src')
import numpy as np
VAR=['j','i','ij']
from detente.forecast.pce import *
THETA={'None':0,'OneThird':1/3,'Half':.5,'TwoThirds':2/3,'Full':1.0}
def util(d,R):
    return np.where(d<=1,(1-d)*(1+R*d),(1-d)*(1+R))
def distances(q,x,s):
    # q ideals (n,k), x (m,k), s (n,k)
    num=np.zeros((len(q),len(x)))
    for k in range(q.shape[1]):
        num+=(s[:,k:k+1]*(q[:,k:k+1]-x[None,:,k]))**2
    return np.sqrt(num/(s**2).sum(axis=1,keepdims=True))
def bigR(p,how):
    lo,hi=p.min(),p.max()
    if how=='Min': return (p-lo)/(hi-lo)
    if how=='Max': return (2*p-hi-lo)/(hi-lo)
    return (3*p-(hi+2*lo))/(2*(hi-lo))
def pce(w,u,o):
    C=coalitions(o['VotingRule'],w,u); V=victory(o['VictoryProbModel'],C,C.T); np.fill_diagonal(V,.5)
    return solve(C,V,o['PCEModel'])
def plain(rule,w,d):
    v=vote(rule,w,d); return v
def challenges(h_list,i,u,o,sc,third=True):
    pass
def turn(x,q,s,c,o):
    n=len(x); S=s.sum(axis=1); D=distances(q,x,s)
    p=pce(c,util(D,0.0),o)
    R=bigR(p,o['BigRRange'])
    th=THETA[o['BigRAdjust']]
    w=S*c
    rule=o['VotingRule']
    gain=np.full((n,n),-np.inf); P=np.zeros((n,n)); Tgain=np.zeros((n,n))
    uh=[None]*n
    def chal(h,i,js):
        """P for i challenging each j as seen by h, and net gain to k=?"""
        u=util(D,(th*R+(1-th)*R[h])[:,None])  # u[m,j] as seen by h
        ui=u[:,i]  # (n,)
        uj=u[:,js].T  # (J,m)
        vi=vote(rule,w[i],u[i,i]-u[i,js]); vj=vote(rule,w[js],u[js,i]-u[js,js])
        A0=1e-10+np.maximum(vi,0)+np.maximum(vj,0); B0=1e-10+np.maximum(-vi,0)+np.maximum(-vj,0)
        v=vote(rule,w,ui-uj)
        A=A0[:,None]+np.maximum(v,0); B=B0[:,None]+np.maximum(-v,0)
        pi=A/(A+B)
        if o['ThirdPartyCommit']=='SemiCommit':
            um=u.diagonal()
            E1=pi*(2*ui+um)+(1-pi)*3*uj; E2=pi*3*ui+(1-pi)*(2*uj+um)
            v2=vote(rule,w,E1-E2)
            v2[:,i]=0; v2[np.arange(len(js)),js]=0
            A1=A0+np.maximum(v2,0).sum(1); B1=B0+np.maximum(-v2,0).sum(1)
        else: A1,B1=A0,B0
        return A1/(A1+B1),u
    def net(k,u,i,js,Pj):
        Sj=S[js]; uki=u[k,i]; ukj=u[k,js]
        return (1-Sj)*2*uki+Sj*(Pj*2*uki+(1-Pj)*2*ukj)-(uki+ukj)
    best=[]
    for i in range(n):
        js=np.array([j for j in range(n) if j!=i])
        Pi,u=chal(i,i,js)
        g=net(i,u,i,js,Pi)
        k=int(np.argmax(g))
        best.append((int(js[k]),Pi[k],g[k]) if g[k]>1e-5 else None)
    queues=[[] for _ in range(n)]
    def interp(i,j,Pw,wi=None):
        kind=o['InterVecBrgn']
        si,sj=s[i],s[j]
        if kind=='S2PMax':
            di=max(0.,1-2*Pw); dj=max(0.,2*Pw-1)
            shi=di*sj**2/(di*sj**2+1e-6+(1-di)*si**2); shj=dj*si**2/(dj*si**2+1e-6+(1-dj)*sj**2)
            return x[i]+shi*(x[j]-x[i]), x[j]+shj*(x[i]-x[j])
        if kind=='S1P1': a=si*Pw; b=sj*(1-Pw)
        else: a=si**2*Pw**2; b=sj**2*(1-Pw)**2
        ni=((a+1e-6)*x[i]+b*x[j])/(a+b+1e-6); nj=(a*x[i]+(b+1e-6)*x[j])/(a+b+1e-6)
        rd=lambda y: np.floor(0.5+1e4*y)/1e4
        return rd(ni),rd(nj)
    for i in range(n):
        queues[i].append(('SQ',i))
        if best[i] is None: continue
        j,Pw,_=best[i]
        ni,nj=interp(i,j,Pw)
        model=o['BargnModel']
        if model=='InitOnlyInterp':
            bs=[(i,j,ni,nj)]
        else:
            # receiver's delta-utility used as probability (sic)
            hh={'i':i,'j':j}[VAR[0]]; kk={'i':i,'j':j}[VAR[1]]; ini,rcv=(i,j) if VAR[2]=='ij' else (j,i)
            Pj,u=chal(hh,ini,np.array([rcv]))
            Vj=net(kk,u,ini,np.array([rcv]),Pj)[0]
            mi,mj=interp(i,j,Vj)
            if model=='InitRcvrInterp': bs=[(i,j,ni,nj),(i,j,mi,mj)]
            else:
                wi=c[i]*S[i]; wj=c[i]*S[j]
                bs=[(i,j,(wi*ni+wj*mi)/(wi+wj),(wi*nj+wj*mj)/(wi+wj))]
        for b in bs:
            queues[i].append(b); queues[j].append(b)
    Uown=util(D,R[:,None])
    newx=x.copy()
    for k in range(n):
        qk=queues[k]
        if len(qk)==1: continue
        cols=[]
        tot=Uown.sum(axis=1)
        for b in qk:
            if b[0]=='SQ': cols.append(tot/n); continue
            i,j,ni,nj=b
            di=distances(q,ni[None],s)[:,0]; dj=distances(q,nj[None],s)[:,0]
            cols.append((util(di,R)+util(dj,R)+tot-Uown[:,i]-Uown[:,j])/n)
        uu=np.array(cols).T
        pp=pce(c,uu,o)
        m=int(np.argmax(pp))
        if qk[m][0]!='SQ':
            i,j,ni,nj=qk[m]
            newx[k]=ni if k==i else nj
    return newx
def run(case,o,adj=None,turns=None):
    x=np.array([a['position'] for a in case['actors']],float)/100
    s=np.array([a['salience'] for a in case['actors']],float)/100
    c=np.array([a['capability'] for a in case['actors']],float)
    q=x.copy(); hist=[x.copy()]; D1=None
    n=len(x); a=np.eye(n) if adj is None else adj
    while True:
        nx=turn(x,q,s,c,o)
        q=a@nx+(1-a.sum(1))[:,None]*q
        Dt=np.sqrt(((nx-x)**2).sum(1)).sum()
        hist.append(nx); x=nx; t=len(hist)-1
        if t==1: D1=Dt
        if turns is not None:
            if t>=turns-1: break
        elif t>=100 or (t>=2 and Dt/(D1+1e-4)<0.02): break
    return np.array(hist)*100
